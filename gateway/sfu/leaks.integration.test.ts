import { cleanup } from 'node-datachannel';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { RawGuest } from './testing/raw-guest';
import { startSfu, waitFor, type RunningSfu } from './testing/start-sfu';

/** Issue 3 §5: 500 joins and leaves, within 5 %. */
const JOINS = 500;
const AT_ONCE = 5;
/** Until pools of the native libraries and of V8 have their size. */
const WARM_UP_JOINS = 250;
const GROWTH_MAX = 0.05;

interface Footprint {
  residentMb: number;
  files: number;
  timers: number;
  participants: number;
}

describe('the SFU after hundreds of guests', () => {
  let sfu: RunningSfu;
  let host: RawGuest;

  const footprint = async (): Promise<Footprint> => {
    const text = await (await fetch(`${sfu.url}/metrics`)).text();
    const value = (name: string): number =>
      Number(new RegExp(`^${name.replace(/[{}]/g, '\\$&')} (\\S+)`, 'm').exec(text)?.[1] ?? 0);
    return {
      residentMb: value('process_resident_memory_bytes') / 1e6,
      files: value('process_open_fds'),
      timers: value('nodejs_active_resources{type="Timeout"}'),
      participants: value('sfu_participants'),
    };
  };

  const comeAndGo = async (joins: number): Promise<void> => {
    for (let from = 0; from < joins; from += AT_ONCE) {
      const names = Array.from({ length: AT_ONCE }, (_, index) => `guest-${from + index}`);
      const guests = await Promise.all(names.map((name) => RawGuest.join(sfu, name)));
      for (const guest of guests) guest.sendFrame();
      host.sendFrame();
      await Promise.all(guests.map((guest) => guest.leave()));
    }
    await waitFor('everybody to have left', async () => (await footprint()).participants === 1);
  };

  beforeAll(async () => {
    sfu = await startSfu({ LOG_LEVEL: 'warn' });
    host = await RawGuest.join(sfu, 'host');
  });

  afterAll(async () => {
    await host.leave();
    expect(await sfu.stop()).toBe(0);
    cleanup();
  });

  it('[SG16] has the memory, files and timers that it had before 500 joins and leaves', async () => {
    await comeAndGo(WARM_UP_JOINS);
    const before = await footprint();
    await comeAndGo(JOINS);
    const after = await footprint();
    process.stdout.write(`before ${JSON.stringify(before)}\nafter ${JSON.stringify(after)}\n`);
    expect(after.residentMb).toBeLessThan(before.residentMb * (1 + GROWTH_MAX));
    expect(after.files).toBeLessThanOrEqual(before.files + 2);
    expect(after.timers).toBeLessThanOrEqual(before.timers + 2);
  }, 300_000);
});
