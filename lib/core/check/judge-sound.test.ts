import { describe, expect, it } from 'vitest';
import type { ProgramStatus } from '../contract/gateway-control';
import type { EngineStats, EngineTiming } from '../contract/realtime';
import { judgeLipSync, judgeLoudness, type CheckSample } from './judge-sound';

const sample = (timing: Partial<EngineTiming> | null, sourceSkewMs: number | null = 0): CheckSample => ({
  program: {
    source: { status: 'connected', waitMs: 0, skewMs: sourceSkewMs },
    relays: [],
  } as unknown as ProgramStatus,
  engine: {
    roundTripMs: 10,
    timing: timing && { encodeMs: 8, guests: [], integratedLufs: null, ...timing },
  } as unknown as EngineStats,
});
const loudness = (integratedLufs: number | null) => judgeLoudness([sample(null), sample({ integratedLufs })]);
const lipSync = (...skews: number[]) =>
  judgeLipSync(skews.map((skewMs) => sample({ guests: [{ seatId: 'ada', latencyMs: 150, skewMs }] })));

describe('how loud the checked program is', () => {
  it.each([
    [-14, 'ok', ''],
    [-23, 'ok', ''],
    [-33.4, 'warning', /set everybody’s level under Audio/],
    [-6, 'warning', /master down under Audio/],
    [null, 'warning', /Talk while the check runs/],
  ] as const)('%s LUFS: %s', (lufs, verdict, remedy) => {
    const finding = loudness(lufs);
    expect(finding.verdict).toBe(verdict);
    expect(finding.remedy).toMatch(remedy);
    expect(finding.measured).toBe(
      lufs === null ? 'Nothing was heard.' : `The program is at ${lufs.toFixed(1)} LUFS.`,
    );
  });

  it('is not known of a page that does not measure', () => {
    expect(judgeLoudness([sample(null)])).toMatchObject({
      verdict: 'warning',
      remedy: expect.stringMatching(/^Reload/),
    });
  });
});

describe('sound against picture in the checked program', () => {
  it('is the median of the check, so that one reading is no news', () => {
    expect(lipSync(12, 400, 9)).toMatchObject({
      verdict: 'ok',
      measured: 'Sound is 12 ms behind the picture.',
    });
  });

  it.each([
    [-60, /delay the sound of whoever stays ahead/],
    [180, /whoever stays behind should reload/],
  ])('warns at %i ms and says what to do', (skewMs, remedy) => {
    expect(lipSync(skewMs)).toMatchObject({ verdict: 'warning', remedy: expect.stringMatching(remedy) });
  });

  it('counts what the way to the server adds, and says when nothing could be measured', () => {
    expect(judgeLipSync([sample({ guests: [] }, -80)]).verdict).toBe('warning');
    expect(judgeLipSync([sample(null, null)]).measured).toMatch(/could not be measured/);
  });
});
