import type { Actor } from '@/lib/core/contract/show-commands';
import type { NumberedEvent, ShowEvent } from '@/lib/core/contract/show-events';

/** What an entry of the log is about. */
export const LOG_KINDS = [
  'On air',
  'Scenes',
  'People',
  'Sound',
  'Graphics',
  'Media',
  'Rundown',
  'Outputs',
  'Engine',
  'Other',
] as const;
export type LogKind = (typeof LOG_KINDS)[number];

export interface LogFilter {
  /** `actorKey`, or null for everybody. */
  person: string | null;
  kind: LogKind | null;
}

/** By the family of the event; single ones that belong elsewhere come first. */
const EXACT: Partial<Record<ShowEvent['type'], LogKind>> = {
  'seat.gainSet': 'Sound',
  'seat.muteSet': 'Sound',
  'seat.soundSet': 'Sound',
  'scene.graphicsSet': 'Graphics',
  'scene.mediaSet': 'Media',
};
const FAMILIES: Record<string, LogKind> = {
  phase: 'On air',
  program: 'On air',
  recording: 'On air',
  scene: 'Scenes',
  seat: 'People',
  master: 'Sound',
  graphic: 'Graphics',
  media: 'Media',
  brand: 'Graphics',
  preview: 'On air',
  transition: 'On air',
  switchMode: 'On air',
  rundown: 'Rundown',
  destination: 'Outputs',
  relay: 'Outputs',
  lease: 'Engine',
};

export function logKind(type: ShowEvent['type']): LogKind {
  return EXACT[type] ?? FAMILIES[type.slice(0, type.indexOf('.'))] ?? 'Other';
}

export const actorKey = (actor: Actor): string =>
  actor.kind === 'user' ? `user:${actor.userId}` : actor.kind === 'seat' ? `seat:${actor.seatId}` : 'system';

export function fitsFilter({ actor, event }: NumberedEvent, { person, kind }: LogFilter): boolean {
  return (person === null || actorKey(actor) === person) && (kind === null || logKind(event.type) === kind);
}

/** Everybody who did something, in the order in which they first did. */
export function peopleOf(log: readonly NumberedEvent[]): { key: string; name: string }[] {
  const people = new Map<string, string>();
  for (const { actor } of log)
    people.set(actorKey(actor), actor.kind === 'system' ? 'Stream Buddy' : actor.name);
  return [...people].map(([key, name]) => ({ key, name }));
}
