import { itemOf } from '@/lib/core/media/program-media';
import type { Seat, ShowPhase, ShowState } from '@/lib/core/contract/show-state';

/**
 * What the phase means for everybody in the room, as it is spoken when it changes.
 * @param hasKeys - whether a key can be pressed where it is heard.
 */
export function phaseAnnouncement(phase: ShowPhase, hasKeys = true): string {
  switch (phase.status) {
    case 'rehearsal':
      return phase.reason ?? '';
    case 'countdown':
      return `Going live in a few seconds.${hasKeys ? ' Press Escape to stop the countdown.' : ''}`;
    case 'live':
      return 'The show is live.';
    case 'ending':
      return 'The show is ending. Viewers still see and hear the stage.';
    case 'ended':
      return 'The show has ended.';
  }
}

/** What is on program and in preview, as it is spoken when it changes: `On air: Interview. Preview: Screen.` */
export function switchAnnouncement({
  scenes,
  programSceneId,
  switching,
  phase,
}: Pick<ShowState, 'scenes' | 'programSceneId' | 'switching' | 'phase'>): string {
  const nameOf = (id: string | null) => scenes.find(({ sceneId }) => sceneId === id)?.name;
  const program = nameOf(programSceneId);
  const preview = nameOf(switching.previewSceneId);
  const isOnAir = phase.status === 'live' || phase.status === 'ending';
  const spoken = program === undefined ? '' : `${isOnAir ? 'On air' : 'On program'}: ${program}.`;
  return preview === undefined ? spoken : `${spoken} Preview: ${preview}.`;
}

/** Whether one's own voice goes out, as it is spoken when that changes; nothing without a seat. */
export function microphoneAnnouncement(mute: Seat['mute'] | null): string {
  if (mute === null) return '';
  if (mute.byProducer) return 'A producer muted you. Lift it on your tile.';
  return mute.bySelf ? 'Your microphone is muted.' : 'Your microphone is on.';
}

/** What plays, as it is spoken when it begins; nothing when it ends. */
export function mediaAnnouncement({ media, phase }: Pick<ShowState, 'media' | 'phase'>): string {
  const { playing } = media;
  const name = playing?.stoppedAtMs === null ? itemOf(media, playing.mediaId)?.name : undefined;
  if (name === undefined) return '';
  const isOnAir = phase.status === 'live' || phase.status === 'ending';
  return `${isOnAir ? 'Playing on air' : 'Playing'}: ${name}.`;
}

/** Names are spoken up to here; after that a number says more. */
const NAMED_MAX = 3;

/** Who is at the door, as it is spoken when somebody comes or goes. @param hasKeys - as above. */
export function waitingAnnouncement(seats: readonly Seat[], hasKeys = true): string {
  const names = seats
    .filter(({ place, connected }) => place === 'waiting' && connected)
    .map(({ name }) => name);
  if (names.length === 0) return '';
  if (names.length > NAMED_MAX) return `${names.length} guests are waiting.`;
  const last = names[names.length - 1] ?? '';
  return names.length === 1
    ? `${last} is waiting.${hasKeys ? ' Press A to let them in.' : ''}`
    : `${names.slice(0, -1).join(', ')} and ${last} are waiting.`;
}
