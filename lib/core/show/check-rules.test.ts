import { describe, expect, it } from 'vitest';
import { CHECK } from '../contract/limits';
import type { CheckFinding } from '../contract/show-check';
import type { ShowState } from '../contract/show-state';
import { reduceShow } from './reduce-show';
import {
  after,
  claim,
  eventsOf,
  facts,
  liveShow,
  newShow,
  NOW_MS,
  PRODUCER,
  refusalOf,
} from './testing/show-fixtures';

const ready = after(newShow(), claim());
const running = after(ready, { type: 'check.start' });
const finding = (changes: Partial<CheckFinding> = {}): CheckFinding => ({
  id: 'key-frames',
  verdict: 'refused',
  measured: 'A key frame every 6 s.',
  remedy: 'Close other tabs.',
  destinationIds: [],
  ...changes,
});
const done = (...findings: CheckFinding[]): ShowState =>
  after(running, { type: 'check.finish', checkId: 'broadcast1', findings });
const goLive = (state: ShowState, nowMs = NOW_MS) =>
  reduceShow(state, { type: 'show.goLive' }, facts(PRODUCER, nowMs));

describe('the check before going on air', () => {
  it('[CK1] runs in rehearsal, with an engine, one at a time', () => {
    expect(running.check).toEqual({
      status: 'running',
      checkId: 'broadcast1',
      startedAtMs: NOW_MS,
      endsAtMs: NOW_MS + CHECK.connectMs + CHECK.measureMs,
    });
    expect(eventsOf(running, { type: 'check.start' })).toEqual([]);
    expect(refusalOf(newShow(), { type: 'check.start' })).toBe('wrong-phase');
    expect(refusalOf(liveShow(), { type: 'check.start' })).toBe('wrong-phase');
  });

  it('[CK2] ends with its own result, or without one', () => {
    expect(done(finding()).check).toMatchObject({ status: 'done', findings: [finding()] });
    expect(eventsOf(running, { type: 'check.finish', checkId: 'another', findings: [] })).toEqual([]);
    expect(eventsOf(ready, { type: 'check.finish', checkId: 'broadcast1', findings: [] })).toEqual([]);
    expect(after(running, { type: 'check.cancel' }).check).toEqual({ status: 'none' });
    expect(after(running, { type: 'check.break', reason: 'Gone.' }).check).toEqual({
      status: 'broken',
      reason: 'Gone.',
    });
    expect(eventsOf(ready, { type: 'check.cancel' })).toEqual([]);
    expect(eventsOf(ready, { type: 'check.break', reason: 'Gone.' })).toEqual([]);
  });

  it('[CK4] refuses to go live for what a platform refuses, and says what to do', () => {
    const refused = goLive(done(finding()));
    expect(refused.ok ? '' : refused.error.message).toBe(
      'A key frame every 6 s. Close other tabs. Check again when it is mended.',
    );
    expect(goLive(done(finding({ destinationIds: ['d2'] }))).ok).toBe(false);
  });

  it.each([
    ['a warning', done(finding({ verdict: 'warning' })), NOW_MS],
    ['a check of long ago', done(finding()), NOW_MS + CHECK.validMs + 1],
    ['no check', ready, NOW_MS],
    [
      'a destination that is off',
      after(done(finding({ destinationIds: ['d2'] })), {
        type: 'destination.setEnabled',
        destinationId: 'd2',
        enabled: false,
      }),
      NOW_MS,
    ],
  ])('[CK4] %s refuses nothing', (_name, state, nowMs) => expect(goLive(state, nowMs).ok).toBe(true));

  it('[CK5] ends when the show goes live', () => {
    expect(after(running, { type: 'show.goLive' }).check).toEqual({ status: 'none' });
  });
});
