import { describe, expect, it } from 'vitest';
import { LIMITS } from '@/lib/core/contract/limits';
import { RoomMaker } from './room-maker';

function setUp(failures = 0) {
  const asked: object[] = [];
  const lines: string[] = [];
  let left = failures;
  const maker = new RoomMaker({
    service: {
      createRoom: (options) => {
        asked.push(options);
        left -= 1;
        return left >= 0 ? Promise.reject(new Error('fetch failed')) : Promise.resolve({} as never);
      },
    },
    logger: {
      debug: () => void lines.push('debug'),
      warn: () => void lines.push('warn'),
    },
  });
  return { maker, asked, lines };
}

describe('the room of a show', () => {
  it('holds every seat and some producers, and is not kept for ever', async () => {
    const { maker, asked } = setUp();
    await maker.ensure('show-1');
    const [options] = asked as { name: string; maxParticipants: number; emptyTimeout: number }[];
    expect(options?.name).toBe('show-1');
    expect(options?.maxParticipants).toBeGreaterThan(LIMITS.seatsMax);
    expect(options?.maxParticipants).toBeLessThan(2 * LIMITS.seatsMax);
    expect(options?.emptyTimeout).toBeGreaterThan(0);
  });

  it('lets tokens be given out while the room server is away, and says so once', async () => {
    const { maker, lines } = setUp(2);
    for (let ask = 0; ask < 4; ask += 1) await maker.ensure('show-1');
    expect(lines).toEqual(['warn', 'debug']);
  });
});
