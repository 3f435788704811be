import { describe, expect, it } from 'vitest';
import { redactDetail } from './redact-detail';

describe('redactDetail', () => {
  it('drops what is named like a secret and keeps the rest', () => {
    expect(
      redactDetail({
        ...{ streamKey: 'live_1', key: 'k', password: 'p', inviteToken: 't', seat_secret: 's', code: 'c' },
        ...{ keyHint: '4f2a', name: 'Main', maxUses: 5, isOpen: true, nothing: null, destinations: ['d1'] },
      }),
    ).toEqual({
      ...{ streamKey: '[redacted]', key: '[redacted]', password: '[redacted]', inviteToken: '[redacted]' },
      ...{ seat_secret: '[redacted]', code: '[redacted]' },
      ...{ keyHint: '4f2a', name: 'Main', maxUses: 5, isOpen: true, nothing: null, destinations: ['d1'] },
    });
  });

  it('bounds texts and lists', () => {
    const { text, list } = redactDetail({
      text: 'x'.repeat(10_000),
      list: Array<string>(1_000).fill('y'.repeat(1_000)),
    });
    expect(text).toHaveLength(500);
    expect(list).toHaveLength(50);
    expect((list as string[])[0]).toHaveLength(500);
  });
});
