import type { Actor, ShowCommand, ShowCommandType } from '@/lib/core/contract/show-commands';
import type { ShowState } from '@/lib/core/contract/show-state';
import type { AuditLine } from './ports';

/** Given many times a second, or by everyone about themselves: the event log has them, the activity list does not. */
const UNLISTED: ReadonlySet<ShowCommandType> = new Set([
  // Private, and kept with the show.
  'chat.say',
  'show.setMasterGain',
  'seat.setGain',
  'seat.setSound',
  'seat.setMedia',
  'seat.setSelfMute',
  /** Nobody but the producers sees it. */
  'scene.preview',
]);

/** The activity line of an accepted command, or null for those that would drown the others. */
export function auditLine(
  command: ShowCommand,
  {
    actor,
    atMs,
    id,
    before,
    turned,
  }: { actor: Actor; atMs: number; id: string; before: ShowState; turned?: string | undefined },
): AuditLine | null {
  if (UNLISTED.has(command.type)) return null;
  return {
    id,
    atMs,
    actor: actorKey(actor),
    actorName: actor.name,
    action: command.type,
    detail: {
      ...flatDetail(command),
      ...subjectOf(command, before),
      // What an undo or a redo was about.
      ...(turned === undefined ? {} : { turned }),
    },
  };
}

/** The name of what was acted upon, as it was then: an id says nothing to whoever reads the list next month. */
function subjectOf(
  command: ShowCommand,
  { seats, scenes, destinations, graphics, rundown, media }: ShowState,
): { subject?: string } {
  const named =
    'seatId' in command
      ? seats.find(({ seatId }) => seatId === command.seatId)
      : 'destinationId' in command
        ? destinations.find(({ destinationId }) => destinationId === command.destinationId)
        : 'graphicId' in command
          ? graphics.find(({ graphicId }) => graphicId === command.graphicId)
          : 'sceneId' in command
            ? scenes.find(({ sceneId }) => sceneId === command.sceneId)
            : undefined;
  const clip =
    'mediaId' in command && !('sceneId' in command)
      ? media.items.find(({ mediaId }) => mediaId === command.mediaId)
      : undefined;
  if (clip) return { subject: clip.name };
  const item =
    'itemId' in command ? rundown.items.find(({ itemId }) => itemId === command.itemId) : undefined;
  if (item) return { subject: item.title };
  return named ? { subject: named.name } : {};
}

function actorKey(actor: Actor): string {
  switch (actor.kind) {
    case 'user':
      return `user:${actor.userId}`;
    case 'seat':
      return `seat:${actor.seatId}`;
    case 'system':
      return `system:${actor.name}`;
  }
}

/** A logo is up to 192 KiB of data URL: nothing a list should carry. */
const TEXT_CHARS_MAX = 200;

function flatDetail(command: ShowCommand): AuditLine['detail'] {
  const detail: AuditLine['detail'] = {};
  for (const [key, value] of Object.entries(command) as [string, unknown][]) {
    if (key === 'type') continue;
    if (typeof value === 'string') detail[key] = value.slice(0, TEXT_CHARS_MAX);
    if (typeof value === 'number' || typeof value === 'boolean') detail[key] = value;
  }
  return detail;
}
