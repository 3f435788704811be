import { describe, expect, it } from 'vitest';
import type { NumberedEvent } from '@/lib/core/contract/show-events';
import { rebuildShow } from './rebuild-show';
import { harnessShow } from './testing/realtime-harness';

const snapshot = harnessShow();
const titled = (title: string) => ({ ...snapshot, title });
const renamed = (seq: number, title: string): NumberedEvent => ({
  ...{ seq, atMs: 0, actor: { kind: 'system', name: 'test' }, commandId: null },
  event: { type: 'title.changed', title },
});
const stored = { snapshot, snapshotSeq: 10, events: [renamed(11, 'eleven'), renamed(12, 'twelve')] };
const left = (...events: NumberedEvent[]) => ({ events, snapshot: null });

describe('rebuildShow', () => {
  it('is what the database has when nothing was left', () => {
    expect(rebuildShow(stored, [])).toEqual({ seq: 12, state: titled('twelve') });
    expect(rebuildShow({ ...stored, events: [] }, [])).toEqual({ seq: 10, state: snapshot });
  });

  it('goes on with what was left, once where both have it', () => {
    const rebuilt = rebuildShow(stored, [
      ...[
        left(renamed(9, 'before the snapshot'), renamed(12, 'not twelve again')),
        left(renamed(13, 'last')),
      ],
    ]);
    expect(rebuilt).toEqual({ seq: 13, state: titled('last') });
  });

  it('begins with a snapshot that stands in for events which were given up', () => {
    const shortened = { events: [], snapshot: { seq: 6_000, state: titled('long after') } };
    expect(rebuildShow(stored, [shortened])).toEqual({ seq: 6_000, state: titled('long after') });
    expect(rebuildShow(stored, [shortened, left(renamed(6_001, 'last'))])).toEqual({
      seq: 6_001,
      state: titled('last'),
    });
  });

  it('prefers the snapshot of the database when that is newer', () => {
    const old = { events: [], snapshot: { seq: 5, state: titled('old') } };
    expect(rebuildShow(stored, [old])).toEqual({ seq: 12, state: titled('twelve') });
  });
});
