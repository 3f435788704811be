import type { ShowEvent } from '../contract/show-events';
import type { ShowState } from '../contract/show-state';
import { itemOf } from '../media/program-media';
import { followProgram } from './follow-program';
import { played, startAfter, stopped } from './media-rules';
import type { ShowFacts } from './rule';

/** ME7: a scene that goes on program starts its clip, and ends that of the scene before it. */
export function withSceneMedia(
  state: ShowState,
  events: readonly ShowEvent[],
  { nowMs }: Pick<ShowFacts, 'nowMs'>,
): ShowEvent[] {
  return followProgram(state, events, ({ now, leavingSceneId, comingSceneId, add }) => {
    const leavingId = mediaIdOf(now, leavingSceneId);
    const comingId = mediaIdOf(now, comingSceneId);
    const { playing } = now.media;
    const goesOn = playing?.mediaId === comingId && playing?.stoppedAtMs === null;
    // One that both scenes have, begun by the scene before: it goes on.
    if (goesOn && comingId === leavingId) return;
    if (itemOf(now.media, comingId) && comingId !== null) {
      add(played('clip', comingId, startAfter(playing, nowMs)));
    } else if (playing?.stoppedAtMs === null && playing.mediaId === leavingId) {
      add(stopped('clip', nowMs, 'asked'));
    }
  });
}

const mediaIdOf = ({ scenes }: ShowState, sceneId: string): string | null =>
  scenes.find((scene) => scene.sceneId === sceneId)?.document.mediaId ?? null;
