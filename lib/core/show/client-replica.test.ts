import { describe, expect, it } from 'vitest';
import type { NumberedEvent, ShowEvent } from '../contract/show-events';
import {
  commandsToResend,
  PENDING_MAX,
  proposeCommand,
  receiveEvents,
  receiveReply,
  replicaFromSnapshot,
} from './client-replica';
import { facts, newShow, PRODUCER } from './testing/show-fixtures';

const start = () => replicaFromSnapshot({ seq: 10, state: newShow() });
const rename = (commandId: string, name: string) => ({
  commandId,
  command: { type: 'scene.rename', sceneId: 'a', name } as const,
  facts: facts(),
});
const numbered = (seq: number, event: ShowEvent, commandId: string | null = null): NumberedEvent => ({
  seq,
  atMs: 0,
  actor: PRODUCER,
  event,
  commandId,
});
const renamed = (name: string): ShowEvent => ({ type: 'scene.renamed', sceneId: 'a', name });
const nameOf = (replica: ReturnType<typeof start>) => replica.view.scenes[0]?.name;

function mustPropose(replica: ReturnType<typeof start>, proposal: ReturnType<typeof rename>) {
  const next = proposeCommand(replica, proposal);
  if (!next) throw new Error('refused');
  return next;
}

function mustReceive(replica: ReturnType<typeof start>, ...events: NumberedEvent[]) {
  const result = receiveEvents(replica, events);
  if (result.status === 'gap') throw new Error('gap');
  return result.replica;
}

describe('client replica', () => {
  it('[CR1] shows a command at once, on top of what the server confirmed', () => {
    const mine = mustPropose(start(), rename('c1', 'Mine'));
    expect(nameOf(mine)).toBe('Mine');
    expect(nameOf(mustReceive(mine, numbered(11, renamed('Theirs'))))).toBe('Mine');
  });

  it('[CR1] skips a pending command that cannot work any more, and keeps it until its answer', () => {
    const mine = mustPropose(start(), rename('c1', 'Mine'));
    const removed = mustReceive(
      mine,
      numbered(11, { type: 'program.activated', change: null, sceneId: 'b' }),
      numbered(12, { type: 'scene.removed', sceneId: 'a' }),
    );
    expect(removed.view.scenes.map(({ sceneId }) => sceneId)).toEqual(['b']);
    expect(removed.pending).toHaveLength(1);
  });

  it('[CR2] ignores what it has and reports a gap without applying anything', () => {
    const replica = mustReceive(start(), numbered(11, renamed('New')));
    expect(mustReceive(replica, numbered(11, renamed('Again')))).toBe(replica);
    expect(receiveEvents(replica, [numbered(13, renamed('Far'))])).toEqual({ status: 'gap' });
  });

  it('[CR3] a command ends with its event', () => {
    const done = mustReceive(mustPropose(start(), rename('c1', 'Mine')), numbered(11, renamed('Mine'), 'c1'));
    expect(done.pending).toEqual([]);
    expect(nameOf(done)).toBe('Mine');
  });

  it('[CR3] a command ends with its refusal, and its effect is undone', () => {
    const error = { code: 'conflict', message: 'No.' } as const;
    const undone = receiveReply(mustPropose(start(), rename('c1', 'Mine')), 'c1', {
      ok: false,
      seq: 10,
      error,
    });
    expect(undone.pending).toEqual([]);
    expect(nameOf(undone)).toBe('Talk');
  });

  it('[CR3] a command without events ends with its reply; one with events waits for them', () => {
    const mine = mustPropose(start(), rename('c1', 'Talk'));
    expect(receiveReply(mine, 'c1', { ok: true, seq: 10 }).pending).toEqual([]);
    const early = receiveReply(mustPropose(start(), rename('c2', 'Mine')), 'c2', { ok: true, seq: 11 });
    expect(nameOf(early)).toBe('Mine');
    expect(commandsToResend(early)).toEqual([]);
    expect(mustReceive(early, numbered(11, renamed('Mine'), 'c2')).pending).toEqual([]);
  });

  it('[CR4] a snapshot keeps commands without a reply, to be sent again', () => {
    const mine = mustPropose(start(), rename('c1', 'Mine'));
    const again = replicaFromSnapshot({ seq: 900, state: newShow() }, mine);
    expect(nameOf(again)).toBe('Mine');
    expect(commandsToResend(again).map(({ commandId }) => commandId)).toEqual(['c1']);
  });

  it('refuses more unanswered commands than PENDING_MAX', () => {
    let replica = start();
    for (let index = 0; index < PENDING_MAX; index += 1) {
      replica = mustPropose(replica, rename(`c${index}`, `N${index}`));
    }
    expect(proposeCommand(replica, rename('more', 'x'))).toBeNull();
  });
});
