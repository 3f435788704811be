import type { ShowEvent } from '../contract/show-events';
import type { ShowState } from '../contract/show-state';
import { isOn, isPastItsTime } from '../graphic/countdown-end';
import { isShown } from '../graphic/is-shown';
import { followProgram } from './follow-program';
import { hideEvent, showEvents } from './graphic-rules';
import type { ShowFacts } from './rule';

/** GR7: a scene that goes on program brings its graphics and takes those of the scene before it along. */
export function withSceneGraphics(
  state: ShowState,
  events: readonly ShowEvent[],
  { nowMs }: Pick<ShowFacts, 'nowMs'>,
): ShowEvent[] {
  return followProgram(state, events, (turn) => {
    const leaving = graphicIdsOf(turn.now, turn.leavingSceneId);
    const coming = graphicIdsOf(turn.now, turn.comingSceneId);
    for (const graphic of turn.now.graphics) {
      const { graphicId } = graphic;
      if (leaving.has(graphicId) && !coming.has(graphicId) && isShown(graphic))
        turn.add(hideEvent(graphic, nowMs));
    }
    // From the back of the list: where two share a place, the one on top stays.
    for (const graphicId of turn.now.graphics.map((graphic) => graphic.graphicId).reverse()) {
      const graphic = turn.now.graphics.find((candidate) => candidate.graphicId === graphicId);
      if (graphic && coming.has(graphicId) && !isOn(graphic, nowMs) && !isPastItsTime(graphic, nowMs))
        for (const shown of showEvents(turn.now.graphics, graphic, nowMs)) turn.add(shown);
    }
  });
}

function graphicIdsOf(state: ShowState, sceneId: string): ReadonlySet<string> {
  const scene = state.scenes.find((candidate) => candidate.sceneId === sceneId);
  return new Set(scene?.document.graphicIds);
}
