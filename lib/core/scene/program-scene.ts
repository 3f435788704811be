import type { ProgramGraphic } from '../contract/graphic';
import type { FeedView, ProgramScene, SceneChange } from '../contract/scene-document';
import type { ProgramChange, SceneView, ShowState } from '../contract/show-state';
import { isShown } from '../graphic/is-shown';
import { lookOf, programGraphics, restingGraphics } from '../graphic/program-graphics';
import { cuesAhead, programClip, type WhatComes } from '../media/program-media';
import { stageFeeds } from './stage-feeds';

type Drawn = Pick<ShowState, 'seats' | 'scenes' | 'programSceneId' | 'graphics' | 'brand'>;
type OnProgram = Drawn & WhatComes & Pick<ShowState, 'programChange' | 'programMovedAtMs'>;

/**
 * What the compositor must draw for `state`. Falls back to the first scene when the one on program was removed.
 * @param rev - rises with every change; the compositor ignores older ones.
 * @throws when the show has no scene, which the reducer never allows.
 */
export function programScene(state: OnProgram, rev: number): ProgramScene {
  const scene = findScene(state, state.programSceneId) ?? state.scenes[0];
  if (!scene) throw new Error('A show always has a scene.');
  const items = programGraphics(state);
  const clip = programClip(state.media);
  const ahead = cuesAhead(state).flatMap(({ assetId, kind }) =>
    kind === 'audio' ? [] : [{ assetId, kind }],
  );
  return {
    ...drawn(state, scene, { rev, items }),
    change: sceneChange(state, items),
    movedAtMs: state.programMovedAtMs,
    ...(clip ? { clip } : {}),
    ...(ahead.length > 0 ? { clipsAhead: ahead } : {}),
  };
}

/** What the preview monitor shows; null in direct mode. `rev` counts apart from the program's. */
export function previewScene(state: Drawn & Pick<ShowState, 'switching'>, rev: number): ProgramScene | null {
  const { previewSceneId } = state.switching;
  return previewSceneId === null ? null : sceneAlone(state, previewSceneId, rev);
}

/** A scene as it would be on program, without a way there; null when it is gone. For previews and thumbnails. */
export function sceneAlone(state: Drawn, sceneId: string, rev: number): ProgramScene | null {
  const scene = findScene(state, sceneId);
  return scene ? drawn(state, scene, { rev, items: restingGraphics(state, sceneId) }) : null;
}

const findScene = (state: Drawn, sceneId: string): SceneView | undefined =>
  state.scenes.find((scene) => scene.sceneId === sceneId);

const drawn = (
  state: Drawn,
  { document }: SceneView,
  { rev, items }: { rev: number; items: ProgramGraphic[] },
): ProgramScene => ({
  rev,
  document,
  feeds: feedsUnder(items, state),
  change: null,
  graphics: { items, look: lookOf(state) },
});

/** Whose lower third is on needs no tag with the same name. */
function feedsUnder(items: readonly ProgramGraphic[], state: Pick<ShowState, 'seats'>): FeedView[] {
  const named = new Set(
    items.flatMap(({ spec, shownAtMs, hiddenAtMs }) =>
      spec.kind === 'lower-third' && (shownAtMs === null || isShown({ shownAtMs, hiddenAtMs }))
        ? [spec.seatId]
        : [],
    ),
  );
  return stageFeeds(state).map((feed) =>
    feed.kind === 'camera' && named.has(feed.seatId) ? { ...feed, hasLowerThird: true } : feed,
  );
}

function sceneChange(
  { programChange, seats }: Pick<ShowState, 'programChange' | 'seats'>,
  items: readonly ProgramGraphic[],
): SceneChange | null {
  if (!programChange) return null;
  const feeds = feedsUnder(items, { seats });
  const drawn = ({ fromDocument, transition, startedAtMs }: Omit<ProgramChange, 'overtaken'>) => ({
    ...{ from: { document: fromDocument, feeds }, transition, startedAtMs },
  });
  const { overtaken } = programChange;
  return { ...drawn(programChange), ...(overtaken ? { overtaken: drawn(overtaken) } : {}) };
}
