import { describe, expect, it } from 'vitest';
import { RouteLeap } from './route-leap';

const LEPT_AT_MS = 1_000;

/** Pictures of seven packets 30 times a second, each packet with the delay of its time. @returns the routes found. */
function routes(delayMs: (atMs: number, packet: number) => number): { found: number[]; leap: RouteLeap } {
  const leap = new RouteLeap();
  const found: number[] = [];
  for (let picture = 0; picture < 60; picture++) {
    const atMs = Math.round((picture * 1_000) / 30);
    const delays = Array.from({ length: 7 }, (_, packet) => delayMs(atMs, packet));
    for (const delay of delays) leap.receive(atMs, atMs + delay, 1_000);
    const group = { sentMs: atMs, arrivalMs: atMs + delays.at(-1)!, delayMs: Math.min(...delays) };
    const route = leap.observe(group);
    if (route !== null) found.push(route);
  }
  return { found, leap };
}

describe('RouteLeap', () => {
  it.each([80, 200, 400])(
    'finds a route that is %i ms longer, whatever little the delay wobbles',
    (longerMs) => {
      const wobble = (atMs: number): number => (atMs * 7) % 11;
      const { found, leap } = routes((atMs) => 20 + wobble(atMs) + (atMs < LEPT_AT_MS ? 0 : longerMs));
      expect(found).toHaveLength(1);
      expect(found[0]).toBeGreaterThanOrEqual(20 + longerMs);
      expect(found[0]).toBeLessThan(20 + longerMs + 11);
      expect(leap.isUndecided).toBe(false);
    },
  );

  it('finds one that begins in the middle of a picture', () => {
    const isBefore = (atMs: number, packet: number): boolean =>
      atMs < LEPT_AT_MS || (atMs === LEPT_AT_MS && packet < 3);
    expect(routes((atMs, packet) => (isBefore(atMs, packet) ? 20 : 220)).found).toEqual([220]);
  });

  it('does not take a far end that paused for a route: what waited comes at once', () => {
    const { found, leap } = routes(
      (atMs) => 20 + Math.max(0, atMs < LEPT_AT_MS ? 0 : LEPT_AT_MS + 200 - atMs),
    );
    expect(found).toEqual([]);
    expect(leap.isUndecided).toBe(false);
  });

  it('does not take a queue for a route: of a full link packets come one after the other, and later and later', () => {
    const spent = (atMs: number): number => (atMs < LEPT_AT_MS ? 0 : (atMs - LEPT_AT_MS) * 1.5);
    expect(routes((atMs, packet) => 20 + spent(atMs) + (atMs < LEPT_AT_MS ? 0 : packet * 16)).found).toEqual(
      [],
    );
    // One packet each 80 ms, with a queue that stands.
    const leap = new RouteLeap();
    const found: (number | null)[] = [];
    for (let packet = 0; packet < 40; packet++) {
      const atMs = packet < 20 ? packet * 80 : 1_600 + (packet - 20) * 80;
      const delayMs = packet < 20 ? 20 : 100;
      leap.receive(atMs, atMs + delayMs, 1_000);
      found.push(leap.observe({ sentMs: atMs, arrivalMs: atMs + delayMs, delayMs }));
    }
    expect(found.filter((route) => route !== null)).toEqual([]);
  });

  it('does not take a link for a route that becomes longer and full at once: behind the leap the delay grows', () => {
    // Full within a picture; its queue then drops what does not fit, and stands.
    const full = (atMs: number, packet: number): number => (atMs === LEPT_AT_MS ? 100 + packet * 18 : 220);
    const delayMs = (atMs: number, packet: number): number =>
      20 + (atMs < LEPT_AT_MS ? 0 : full(atMs, packet));
    expect(routes(delayMs).found).toEqual([]);
  });
});
