import type { CommandReply } from '../contract/realtime';
import type { ShowCommand } from '../contract/show-commands';
import type { NumberedEvent } from '../contract/show-events';
import type { ShowState } from '../contract/show-state';
import { applyEvent } from './apply-event';
import { reduceShow } from './reduce-show';
import type { ShowFacts } from './rule';

export interface PendingCommand {
  commandId: string;
  command: ShowCommand;
  facts: ShowFacts;
  /** Set once the server accepted it; its events (if any) have numbers up to this one. */
  acceptedSeq: number | null;
}

/** A producer's copy of a show: what the server confirmed, and what this browser asked for since. Immutable. */
export interface ClientReplica {
  confirmed: { seq: number; state: ShowState };
  /** In the order given, bounded by PENDING_MAX. */
  pending: readonly PendingCommand[];
  /** What to draw: confirmed plus pending. */
  view: ShowState;
}

/** More unanswered commands than a person can give in any outage worth surviving; beyond it new ones are refused. */
export const PENDING_MAX = 200;

/** Starts, or starts over, from a snapshot. CR4: commands without a reply stay pending. */
export function replicaFromSnapshot(
  snapshot: { seq: number; state: ShowState },
  previous?: ClientReplica,
): ClientReplica {
  const confirmed = { seq: snapshot.seq, state: snapshot.state };
  return withView(confirmed, unsettled(previous?.pending ?? [], snapshot.seq, new Set()));
}

/**
 * Adds a command of this user and shows its effect at once.
 * @returns null when PENDING_MAX commands wait for an answer: the caller says "connection lost" instead of piling up.
 */
export function proposeCommand(
  replica: ClientReplica,
  proposal: { commandId: string; command: ShowCommand; facts: ShowFacts },
): ClientReplica | null {
  if (replica.pending.length >= PENDING_MAX) return null;
  return withView(replica.confirmed, [...replica.pending, { ...proposal, acceptedSeq: null }]);
}

/** CR2. `gap` means: send `resync` with `confirmed.seq`, nothing was applied. */
export function receiveEvents(
  replica: ClientReplica,
  events: readonly NumberedEvent[],
): { status: 'applied'; replica: ClientReplica } | { status: 'gap' } {
  const fresh = events.filter(({ seq }) => seq > replica.confirmed.seq);
  if (fresh.length === 0) return { status: 'applied', replica };
  if (fresh.some(({ seq }, index) => seq !== replica.confirmed.seq + 1 + index)) return { status: 'gap' };
  const seq = replica.confirmed.seq + fresh.length;
  const state = fresh.reduce((folded, { event }) => applyEvent(folded, event), replica.confirmed.state);
  const answered = new Set(fresh.flatMap(({ commandId }) => (commandId === null ? [] : [commandId])));
  return {
    status: 'applied',
    replica: withView({ seq, state }, unsettled(replica.pending, seq, answered)),
  };
}

/** CR3. A refusal undoes the optimistic effect; the caller shows `reply.error`. */
export function receiveReply(replica: ClientReplica, commandId: string, reply: CommandReply): ClientReplica {
  const pending = reply.ok
    ? replica.pending.map((one) => (one.commandId === commandId ? { ...one, acceptedSeq: reply.seq } : one))
    : replica.pending.filter((one) => one.commandId !== commandId);
  return withView(replica.confirmed, unsettled(pending, replica.confirmed.seq, new Set()));
}

/** What to send again after a reconnect, under the same ids: the server answers a known id from memory. */
export function commandsToResend(replica: ClientReplica): readonly PendingCommand[] {
  return replica.pending.filter(({ acceptedSeq }) => acceptedSeq === null);
}

function unsettled(
  pending: readonly PendingCommand[],
  confirmedSeq: number,
  answered: ReadonlySet<string>,
): PendingCommand[] {
  return pending.filter(
    ({ commandId, acceptedSeq }) =>
      !answered.has(commandId) && (acceptedSeq === null || acceptedSeq > confirmedSeq),
  );
}

/** CR1. */
function withView(confirmed: ClientReplica['confirmed'], pending: readonly PendingCommand[]): ClientReplica {
  const view = pending.reduce((state, { command, facts }) => {
    const result = reduceShow(state, command, facts);
    return result.ok ? result.state : state;
  }, confirmed.state);
  return { confirmed, pending, view };
}
