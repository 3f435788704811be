import { describe, expect, it } from 'vitest';
import type { RelayState, RelayStatus } from '@/lib/core/contract/gateway-control';
import { describeRelay, relayFigures, shortClock } from './relay-wording';

const NOW_MS = 100_000;
const relay = (state: RelayState): RelayStatus => ({
  relayId: 'd1',
  state,
  connects: 1,
  bytesSent: 1,
  bytesAcked: 1,
  bitrateKbps: 4_100,
  framesSent: 1,
  framesDropped: 0,
  queueMs: 0,
  delayMs: 0,
});
const describeState = (state: RelayState) =>
  describeRelay({ name: 'Twitch', enabled: true, relay: relay(state) }, NOW_MS);

describe('describeRelay', () => {
  it('calls only acknowledged bytes live', () => {
    expect(describeState({ status: 'live', sinceMs: 0 })).toMatchObject({ label: 'LIVE', tone: 'ok' });
    expect(describeState({ status: 'sending-not-confirmed', sinceMs: 0 })).toMatchObject({
      label: 'SENDING, NOT CONFIRMED',
      tone: 'warn',
    });
    expect(describeState({ status: 'connecting', attempt: 1, sinceMs: 0 }).tone).toBe('neutral');
  });

  it('says why it retries, when, and that the others go on', () => {
    expect(
      describeState({
        status: 'retrying',
        attempt: 2,
        retryAtMs: NOW_MS + 2_600,
        reason: 'closed-by-peer',
        detail: '',
      }),
    ).toEqual({
      label: 'RETRYING · 3 s',
      tone: 'warn',
      note: 'Twitch closed the connection. Others are not affected.',
      canRetry: true,
    });
  });

  it('names what to check when it gave up', () => {
    const wording = describeState({ status: 'failed', reason: 'bad-key', detail: '' });
    expect(wording.tone).toBe('fault');
    expect(wording.note).toContain('does not accept this stream key');
  });

  it('shows a destination that is off as off, whatever its relay last said', () => {
    const off = { name: 'Twitch', enabled: false, relay: relay({ status: 'live', sinceMs: 0 }) };
    expect(describeRelay(off, NOW_MS).label).toBe('OFF');
  });
});

it('sums a live relay up in one line', () => {
  const live = { ...relay({ status: 'live', sinceMs: NOW_MS - 751_000 }), framesDropped: 1, connects: 3 };
  expect(relayFigures(live, NOW_MS)).toBe('4.1 Mbps · 1 drop · 12:31 · 2 reconnects');
});

it.each([
  [0, '0:00'],
  [59_999, '0:59'],
  [751_000, '12:31'],
  [3_723_000, '1:02:03'],
  [-5, '0:00'],
])('reads %i ms as %s', (durationMs, text) => {
  expect(shortClock(durationMs)).toBe(text);
});
