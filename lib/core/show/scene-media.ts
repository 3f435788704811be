import type { ShowEvent } from '../contract/show-events';
import type { ShowState } from '../contract/show-state';
import { itemOf } from '../media/program-media';
import { applyEvent } from './apply-event';
import { played, startAfter, stopped } from './media-rules';
import type { ShowFacts } from './rule';

/**
 * ME7: a scene that goes on program starts its clip, and ends that of the scene before it. Whatever puts a scene on
 * program passes here, so that no way of switching can forget it.
 */
export function withSceneMedia(
  state: ShowState,
  events: readonly ShowEvent[],
  { nowMs }: Pick<ShowFacts, 'nowMs'>,
): ShowEvent[] {
  if (!events.some(({ type }) => type === 'program.activated')) return [...events];
  const all: ShowEvent[] = [];
  let now = state;
  const add = (event: ShowEvent): void => {
    all.push(event);
    now = applyEvent(now, event);
  };
  for (const event of events) {
    const leavingId = mediaIdOf(now, now.programSceneId);
    add(event);
    if (event.type !== 'program.activated') continue;
    const comingId = mediaIdOf(now, event.sceneId);
    const { playing } = now.media;
    const goesOn = playing?.mediaId === comingId && playing?.stoppedAtMs === null;
    // One that both scenes have, begun by the scene before: it goes on.
    if (goesOn && comingId === leavingId) continue;
    if (itemOf(now.media, comingId) && comingId !== null) {
      add(played('clip', comingId, startAfter(playing, nowMs)));
    } else if (playing?.stoppedAtMs === null && playing.mediaId === leavingId) {
      add(stopped('clip', nowMs, 'asked'));
    }
  }
  return all;
}

const mediaIdOf = ({ scenes }: ShowState, sceneId: string): string | null =>
  scenes.find((scene) => scene.sceneId === sceneId)?.document.mediaId ?? null;
