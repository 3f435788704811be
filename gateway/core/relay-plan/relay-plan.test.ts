import { describe, expect, it } from 'vitest';
import { liveBytes } from '@/scripts/fuzz/heap';
import type { RelayInput, RelayMachine } from './relay-plan';
import { isConfirmed, newRelayMachine, planRelay, relayState } from './relay-plan';
import { SendQueue } from './send-queue';

const run = (machine: RelayMachine, nowMs: number, ...inputs: RelayInput[]) => {
  let plan = { machine, steps: [] as ReturnType<typeof planRelay>['steps'] };
  for (const input of inputs) plan = planRelay(plan.machine, input, { nowMs, random: 0.5 });
  return plan;
};
const tick: RelayInput = { type: 'tick', hasSource: true };
const lost: RelayInput = { type: 'lost', reason: 'refused', detail: 'ECONNREFUSED' };
const toOnAir: RelayInput[] = [tick, { type: 'connected' }, { type: 'handshaken' }, { type: 'started' }];

describe('a relay', () => {
  it('waits for the program, then opens, and asks for media only when it is truly live', () => {
    const machine = newRelayMachine(false, 0);
    expect(run(machine, 1, { type: 'tick', hasSource: false }).steps).toEqual([]);
    expect(relayState(machine, false, (ms) => ms)).toMatchObject({ status: 'retrying', reason: 'no-source' });
    expect(run(machine, 1, tick).steps).toEqual([{ do: 'open', target: 'primary' }]);
    expect(run(machine, 1, tick, { type: 'connected' }, { type: 'handshaken' }).steps).toEqual([]);
    expect(run(machine, 1, ...toOnAir).steps).toEqual([{ do: 'begin-media' }]);
  });

  it('[RT3] waits 1, 2, 4, 8, 16, 30, 30 s between tries, and no longer', () => {
    let machine = newRelayMachine(false, 0);
    const waits: number[] = [];
    let nowMs = 0;
    for (let round = 0; round < 7; round += 1) {
      machine = run(machine, nowMs, tick, lost).machine;
      if (machine.phase.status !== 'waiting-retry') throw new Error('must wait');
      waits.push((machine.phase.retryAtMs - nowMs) / 1000);
      nowMs = machine.phase.retryAtMs;
    }
    expect(waits).toEqual([1, 2, 4, 8, 16, 30, 30]);
  });

  it('spreads retries by a fifth either way', () => {
    const opened = run(newRelayMachine(false, 0), 0, tick).machine;
    for (const [random, expected] of [
      [0, 800],
      [0.999999, 1200],
    ] as const) {
      const { phase } = planRelay(opened, lost, { nowMs: 0, random }).machine;
      expect(phase).toMatchObject({ retryAtMs: expected });
    }
  });

  it.each([
    ['connect', [tick], 5_000, 'connect-timeout'],
    ['handshake', [tick, { type: 'connected' }], 5_000, 'handshake-timeout'],
    ['publish', [tick, { type: 'connected' }, { type: 'handshaken' }], 10_000, 'publish-timeout'],
  ] as [string, RelayInput[], number, string][])(
    '[RT2] gives up on a silent %s in time and says so',
    (_stage, inputs, timeoutMs, reason) => {
      const { machine } = run(newRelayMachine(false, 0), 0, ...inputs);
      expect(run(machine, timeoutMs - 1, tick).steps).toEqual([]);
      const plan = run(machine, timeoutMs, tick);
      expect(plan.steps).toEqual([{ do: 'close', farewell: false }]);
      expect(plan.machine.phase).toMatchObject({ status: 'waiting-retry', reason });
    },
  );

  it('starts over after a sound stretch on air, and not after a short one', () => {
    const onAir = run(newRelayMachine(false, 0), 0, tick, lost, { type: 'retry-now' }, tick, lost);
    const second = run({ ...onAir.machine, attempt: 4 }, 10_000, ...toOnAir).machine;
    expect(run(second, 20_000, lost).machine.attempt).toBe(5);
    expect(run(second, 50_000, lost).machine.attempt).toBe(0);
    expect(second.connects).toBe(1);
  });

  it('[RT4] tries the backup address after two failures, then the first again', () => {
    let machine = newRelayMachine(true, 0);
    const targets: string[] = [];
    for (let round = 0; round < 5; round += 1) {
      const plan = run(machine, round * 100_000, tick);
      for (const step of plan.steps) if (step.do === 'open') targets.push(step.target);
      machine = run(plan.machine, round * 100_000, lost).machine;
    }
    expect(targets).toEqual(['primary', 'primary', 'backup', 'backup', 'primary']);
  });

  it('[RT9] follows a redirect within the same try, three times at most', () => {
    const redirected = (url: string): RelayInput => ({ type: 'redirected', url });
    let plan = run(newRelayMachine(false, 0), 0, tick, { type: 'connected' }, { type: 'handshaken' });
    for (const nowMs of [4_000, 8_000, 12_000]) {
      plan = run(plan.machine, nowMs, redirected('rtmp://b/live'));
      expect(plan.steps).toEqual([
        { do: 'close', farewell: false },
        { do: 'follow', url: 'rtmp://b/live' },
      ]);
      expect(plan.machine.phase).toMatchObject({ stage: 'connect', deadlineMs: nowMs + 5_000 });
    }
    plan = run(plan.machine, 13_000, redirected('rtmp://b/live'));
    expect(plan.steps).toEqual([{ do: 'close', farewell: false }]);
    expect(plan.machine).toMatchObject({
      attempt: 1,
      phase: { status: 'waiting-retry', reason: 'rejected' },
    });
    expect(run(newRelayMachine(false, 0), 0, ...toOnAir, redirected('rtmp://b/live')).steps).toEqual([]);
  });

  it('retries at once when told, says goodbye only from on air, and stays failed on a wrong address', () => {
    const waiting = run(newRelayMachine(false, 0), 0, tick, lost).machine;
    expect(run(waiting, 1, { type: 'retry-now' }).steps).toEqual([{ do: 'open', target: 'primary' }]);
    const opening = run(newRelayMachine(false, 0), 0, tick).machine;
    expect(run(opening, 999, { type: 'retry-now' }).steps).toEqual([]);
    expect(run(opening, 1_000, { type: 'retry-now' }).steps).toEqual([
      { do: 'close', farewell: false },
      { do: 'open', target: 'primary' },
    ]);
    expect(run(waiting, 1, { type: 'stop' }).steps).toEqual([{ do: 'close', farewell: false }]);
    const onAir = run(newRelayMachine(false, 0), 0, ...toOnAir).machine;
    expect(run(onAir, 1, { type: 'stop' }).steps).toEqual([{ do: 'close', farewell: true }]);
    const failed = run(newRelayMachine(false, 0), 0, tick, { type: 'bad-url', detail: 'no' }).machine;
    expect(run(failed, 99_999, tick, lost, { type: 'retry-now' })).toMatchObject({
      steps: [],
      machine: { phase: { status: 'failed' } },
    });
  });
});

describe('[RT7] live means acknowledged', () => {
  it.each([
    ['acknowledged a second ago', { ackedAtMs: 9_000, bytesUnacked: 900_000, flushedAtMs: 1_000 }, true],
    [
      'acknowledged long ago, much sent since',
      { ackedAtMs: 1_000, bytesUnacked: 900_000, flushedAtMs: 9_900 },
      false,
    ],
    [
      'acknowledged long ago, less than a window since',
      { ackedAtMs: 1_000, bytesUnacked: 10_000, flushedAtMs: 9_900 },
      true,
    ],
    ['never acknowledges, bytes flow', { ackedAtMs: null, bytesUnacked: 0, flushedAtMs: 9_000 }, true],
    ['never acknowledges, nothing flows', { ackedAtMs: null, bytesUnacked: 0, flushedAtMs: 7_000 }, false],
    ['nothing was ever sent', { ackedAtMs: null, bytesUnacked: 0, flushedAtMs: null }, false],
  ])('%s', (_name, progress, expected) => {
    expect(isConfirmed(progress, 10_000, 128 * 1024)).toBe(expected);
  });
});

describe('the queue of one destination', () => {
  const item = (queuedAtMs: number, isKeyframe = false, kind: 'video' | 'audio' = 'video') => ({
    kind,
    isKeyframe,
    queuedAtMs,
    bytes: 1000,
  });

  it('gives back what it got, in order', () => {
    const queue = new SendQueue();
    queue.push(item(1, true), 1);
    queue.push(item(2), 2);
    expect([queue.shift(), queue.shift(), queue.shift()].map((got) => got?.queuedAtMs)).toEqual([
      1,
      2,
      undefined,
    ]);
  });

  it('[RT5] drops whole groups of pictures when it is 5 s behind, and starts again at a key frame', () => {
    const queue = new SendQueue();
    let dropped = 0;
    for (let ms = 0; ms <= 5_100; ms += 100) dropped += queue.push(item(ms, ms % 2_000 === 0), ms);
    expect(dropped).toBe(40);
    expect(queue.shift()).toMatchObject({ isKeyframe: true, queuedAtMs: 4_000 });
    expect(queue.ageMs(5_100)).toBe(1_000);
  });

  it('drops all and refuses deltas when there is no fresh key frame', () => {
    const queue = new SendQueue();
    queue.push(item(0, true), 0);
    queue.push(item(10), 10);
    expect(queue.push(item(6_000), 6_000)).toBe(3);
    expect(queue.push(item(6_001), 6_001)).toBe(1);
    expect(queue.push(item(6_002, false, 'audio'), 6_002)).toBe(0);
    expect(queue.push(item(6_003, true), 6_003)).toBe(0);
    expect([queue.shift()?.kind, queue.shift()?.isKeyframe, queue.length]).toEqual(['audio', true, 0]);
  });

  it('lets go of what was taken', () => {
    const queue = new SendQueue<ReturnType<typeof item> & { payload: Buffer }>();
    const before = liveBytes();
    for (let index = 0; index < 200; index += 1) {
      queue.push({ ...item(index), payload: Buffer.alloc(100_000) }, index);
      queue.shift();
    }
    expect(liveBytes() - before).toBeLessThan(2_000_000);
    expect(queue.length).toBe(0);
  });

  it('never holds more than 8 MB', () => {
    const queue = new SendQueue();
    let dropped = 0;
    for (let index = 0; index < 100; index += 1)
      dropped += queue.push({ ...item(index, index % 10 === 0), bytes: 200_000 }, index);
    expect(dropped).toBeGreaterThan(50);
    expect(queue.length * 200_000).toBeLessThanOrEqual(8 * 1024 * 1024);
  });
});
