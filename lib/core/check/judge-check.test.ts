import { describe, expect, it } from 'vitest';
import type { ProgramStatus, SourceStatus } from '../contract/gateway-control';
import { rulesOf } from '../presets/destination-presets';
import type { EngineStats } from '../contract/realtime';
import { judgeCheck, type CheckedDestination } from './judge-check';

type Connected = Extract<SourceStatus, { status: 'connected' }>;

const sample = (source: Partial<Connected> = {}, relay = 'live'): ProgramStatus =>
  ({
    source: {
      status: 'connected',
      videoCodec: 'avc1.42e01f',
      width: 1280,
      height: 720,
      fps: 30,
      videoKbps: 4_000,
      audioKbps: 128,
      packetsLost: 0,
      keyframeIntervalMs: 2_000,
      isHeard: true,
      waitMs: 0,
      skewMs: 0,
      resolutionChanges: 0,
      ...source,
    },
    relays: [{ state: { status: relay } }],
  }) as unknown as ProgramStatus;

const engine = {
  roundTripMs: 20,
  timing: {
    encodeMs: 8,
    guests: [{ seatId: 'ada', latencyMs: 160, skewMs: -12 }],
    integratedLufs: -17.6,
  },
} as unknown as EngineStats;
const ten = (source: Partial<Connected> = {}): ProgramStatus[] =>
  Array.from({ length: 10 }, () => sample(source));
const destination = (platform: string): CheckedDestination => ({
  destinationId: platform,
  name: platform,
  rules: rulesOf(platform),
});
const judge = (samples: ProgramStatus[], ...platforms: string[]) =>
  judgeCheck({
    samples: samples.map((program) => ({ program, engine })),
    destinations: platforms.map(destination),
  });
const notOk = (samples: ProgramStatus[], ...platforms: string[]) =>
  judge(samples, ...platforms)
    .filter(({ verdict }) => verdict !== 'ok')
    .map(({ id, verdict, destinationIds }) => [id, verdict, ...destinationIds]);

describe('judgeCheck', () => {
  it('finds nothing wrong with a good program, and says what it measured', () => {
    const findings = judge(ten(), 'twitch', 'youtube');
    expect(findings.every(({ verdict, remedy }) => verdict === 'ok' && remedy === '')).toBe(true);
    expect(findings.map(({ measured }) => measured)).toEqual([
      'The program reaches the server.',
      'H.264 Baseline, level 3.1, and AAC.',
      'The picture stays at 1280×720.',
      '30.0 pictures a second.',
      '4.0 Mbit/s of picture.',
      'A key frame every 2.0 s at most.',
      'Sound arrives at 128 kbit/s.',
      'The program is at -17.6 LUFS.',
      'Sound is 12 ms ahead of the picture.',
      'The line to the server takes 20 ms there and back, and holds pictures up by 0 ms.',
      'No packet was lost.',
      'The server sends the program on.',
    ]);
  });

  it('says only that nothing arrived when nothing did', () => {
    const absent = { source: { status: 'absent', sinceMs: 0 }, relays: [] } as unknown as ProgramStatus;
    expect(notOk([absent, absent], 'twitch')).toEqual([['arrival', 'refused']]);
    expect(notOk([], 'twitch')).toEqual([['arrival', 'refused']]);
  });

  it.each([
    ['a size that changes', { resolutionChanges: 2 }, [['picture-size', 'refused']]],
    ['a size that is not what is meant', { width: 640, height: 360 }, [['picture-size', 'warning']]],
    ['a profile that no platform decodes', { videoCodec: 'avc1.f4001f' }, [['codec', 'refused']]],
    ['no picture', { videoCodec: '' }, [['codec', 'refused']]],
    ['pictures that the line holds up', { waitMs: 400 }, [['uplink', 'warning']]],
    [
      'a single key frame in ten seconds',
      { keyframeIntervalMs: 0 },
      [['key-frames', 'refused', 'twitch', 'youtube']],
    ],
    ['a stutter', { fps: 21 }, [['frame-rate', 'warning']]],
    ['no sound', { audioKbps: 0 }, [['sound', 'refused']]],
    [
      'key frames a little late for one of two',
      { keyframeIntervalMs: 3_500 },
      [['key-frames', 'warning', 'twitch']],
    ],
    [
      'key frames far too late for one of two',
      { keyframeIntervalMs: 4_200 },
      [['key-frames', 'refused', 'twitch']],
    ],
    ['more than one of two takes', { videoKbps: 8_000 }, [['video-rate', 'refused', 'twitch']]],
    [
      'a thin line that stutters',
      { videoKbps: 900, fps: 20 },
      [
        ['frame-rate', 'warning'],
        ['video-rate', 'warning'],
      ],
    ],
    ['a title card, which needs few bits', { videoKbps: 300 }, []],
  ] as [string, Partial<Connected>, unknown[]][])('names %s', (_name, source, expected) => {
    expect(notOk(ten(source), 'twitch', 'youtube')).toEqual(expected);
  });

  it('says that the line was not measured when the engine could not', () => {
    const samples = ten().map((program) => ({ program, engine: { ...engine, roundTripMs: null } }));
    const uplink = judgeCheck({ samples, destinations: [] }).find(({ id }) => id === 'uplink');
    expect(uplink).toMatchObject({
      verdict: 'warning',
      measured: expect.stringContaining('could not be') as string,
    });
  });

  it('counts lost packets of the check only, and forgives a few', () => {
    const losing = (each: number) => ten().map((_, index) => sample({ packetsLost: 500 + index * each }));
    expect(notOk(losing(0))).toEqual([]);
    expect(notOk(losing(4))).toEqual([]);
    expect(notOk(losing(50))).toEqual([['loss', 'warning']]);
  });

  it('does not judge the first seconds of a connection', () => {
    const ramp = [sample({ fps: 3, videoKbps: 100 }), sample({ fps: 12 }), sample({ fps: 20 }), ...ten()];
    expect(notOk(ramp, 'twitch')).toEqual([]);
  });

  it('says when the server could not send it on', () => {
    expect(notOk([...ten(), sample({}, 'retrying')])).toEqual([['relay', 'refused']]);
  });
});
