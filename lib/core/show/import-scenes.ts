import { refuse } from '../contract/error-codes';
import { LIMITS } from '../contract/limits';
import type { SceneSlot } from '../contract/scene-document';
import type { ShowEvent } from '../contract/show-events';
import type { ShowState } from '../contract/show-state';
import type { RuleOf } from './rule';
import { happened } from './rule';

/** SC7, SC8: scenes of a file, behind those that are there; all of them or none. */
export function importScenes(
  ...[state, { scenes, logos }]: Parameters<RuleOf<'scene.import'>>
): ReturnType<RuleOf<'scene.import'>> {
  const ids = new Set([...state.scenes, ...scenes].map(({ sceneId }) => sceneId));
  if (ids.size !== state.scenes.length + scenes.length)
    return refuse('conflict', 'These scenes were imported already.');
  if (ids.size > LIMITS.scenesMax) {
    const free = LIMITS.scenesMax - state.scenes.length;
    return refuse(
      'limit-reached',
      `The file has ${scenes.length} scenes, and this show has room for ${free} more. Remove some scenes first.`,
    );
  }
  return happened(
    ...scenes.map(({ sceneId, name, document }, index): ShowEvent => {
      const logo = logos.find(({ sceneIds }) => sceneIds.includes(sceneId))?.logo ?? document.logo;
      const slots = document.slots.map((slot) => boundHere(slot, state));
      const graphicIds = document.graphicIds.filter((id) =>
        state.graphics.some(({ graphicId }) => graphicId === id),
      );
      return {
        type: 'scene.put',
        scene: {
          sceneId,
          name,
          document: { ...document, logo, slots, graphicIds, mediaId: mediaIdHere(document.mediaId, state) },
        },
        index: state.scenes.length + index,
      };
    }),
  );
}

/** SC8: a clip of another show is none here. */
const mediaIdHere = (mediaId: string | null, { media }: ShowState): string | null =>
  media.items.some((item) => item.mediaId === mediaId) ? mediaId : null;

/** SC8: a seat of another show is nobody here. */
function boundHere(slot: SceneSlot, { seats }: ShowState): SceneSlot {
  const { binding } = slot;
  if (binding.kind !== 'seat' || seats.some(({ seatId }) => seatId === binding.seatId)) return slot;
  return { ...slot, binding: { kind: 'any' } };
}
