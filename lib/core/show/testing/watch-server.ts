import { expect } from 'vitest';
import type { Actor } from '../../contract/show-commands';
import type { NumberedEvent } from '../../contract/show-events';
import type { ShowState } from '../../contract/show-state';
import { applyEvent } from '../apply-event';
import { eventTargets, targetsOverlap } from '../undo/event-targets';
import type { Handled } from './simulated-server';

/** What nobody may do to anybody, checked against a simulated server command by command and event by event. */
export class ServerWatch {
  #folded: ShowState;
  /** Who stands behind the present value of a name or a layout, oldest first: a change puts one on, its undo takes it off. */
  readonly #authors = new Map<string, string[]>();
  #turning: 'undo' | 'redo' | null = null;

  constructor(
    initial: ShowState,
    /** What each person holds, by user id. */
    readonly holds: () => ReadonlyMap<string, readonly string[]>,
  ) {
    this.#folded = initial;
  }

  /** SH1. Called before the events of the same command are seen. */
  handled({ command, reply, before, after }: Handled): void {
    if (!reply.ok) expect(after, `${command.type} was refused and applied`).toBe(before);
    this.#turning =
      reply.ok && command.type === 'history.undo'
        ? 'undo'
        : reply.ok && command.type === 'history.redo'
          ? 'redo'
          : null;
  }

  published(events: readonly NumberedEvent[], state: ShowState): void {
    for (const { actor, event } of events) {
      this.#checkMute(actor, event);
      if (actor.kind === 'user') {
        for (const target of eventTargets(event, actor)) {
          this.#checkHold(actor.userId, target);
          this.#checkAuthor(actor.userId, target);
        }
      }
      if (this.#turning) expect(event.type).not.toBe('program.activated');
      this.#folded = applyEvent(this.#folded, event);
    }
    expect(this.#folded).toEqual(state);
  }

  /** LO1. */
  #checkHold(userId: string, target: string): void {
    for (const [holder, subjects] of this.holds()) {
      if (holder === userId) continue;
      const touched = subjects.find((subject) => targetsOverlap(subject, target));
      expect(touched, `${userId} changed ${target} that ${holder} holds`).toBeUndefined();
    }
  }

  /** UN2, by a model that knows nothing of how the history is kept. Names and layouts: no drag makes one of many. */
  #checkAuthor(userId: string, target: string): void {
    if (!target.endsWith('/name') && !target.endsWith('/layout')) {
      for (const known of [...this.#authors.keys()])
        if (targetsOverlap(known, target)) this.#authors.delete(known);
      return;
    }
    const authors = this.#authors.get(target) ?? [];
    if (this.#turning === 'undo') {
      const author = authors.pop();
      if (author !== undefined) expect(author, `${userId} took back the change of another`).toBe(userId);
    } else authors.push(userId);
    this.#authors.set(target, authors);
  }

  /** SE6: a seat's own switch moves only by that seat, the producer's never by a seat. */
  #checkMute(actor: Actor, event: NumberedEvent['event']): void {
    if (event.type !== 'seat.muteSet') return;
    const mute = this.#folded.seats.find(({ seatId }) => seatId === event.seatId)?.mute;
    if (mute?.bySelf !== event.mute.bySelf)
      expect(actor).toMatchObject({ kind: 'seat', seatId: event.seatId });
    if (mute?.byProducer !== event.mute.byProducer) expect(actor.kind).toBe('user');
  }
}
