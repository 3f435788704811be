import type { ShowEvent } from '../contract/show-events';
import type { ShowState } from '../contract/show-state';
import { isOn, isPastItsTime } from '../graphic/countdown-end';
import { isShown } from '../graphic/is-shown';
import { applyEvent } from './apply-event';
import { hideEvent, showEvents } from './graphic-rules';
import type { ShowFacts } from './rule';

/**
 * GR7: a scene that goes on program brings its graphics and takes those of the scene before it along. Whatever puts a
 * scene on program passes here, so that no way of switching can forget it.
 */
export function withSceneGraphics(
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
    const leaving = graphicIdsOf(now, now.programSceneId);
    add(event);
    if (event.type !== 'program.activated') continue;
    const coming = graphicIdsOf(now, event.sceneId);
    for (const graphic of now.graphics) {
      const { graphicId } = graphic;
      if (leaving.has(graphicId) && !coming.has(graphicId) && isShown(graphic))
        add(hideEvent(graphic, nowMs));
    }
    // From the back of the list: where two share a place, the one on top stays.
    for (const graphicId of now.graphics.map((graphic) => graphic.graphicId).reverse()) {
      const graphic = now.graphics.find((candidate) => candidate.graphicId === graphicId);
      if (graphic && coming.has(graphicId) && !isOn(graphic, nowMs) && !isPastItsTime(graphic, nowMs))
        for (const shown of showEvents(now.graphics, graphic, nowMs)) add(shown);
    }
  }
  return all;
}

function graphicIdsOf(state: ShowState, sceneId: string): ReadonlySet<string> {
  const scene = state.scenes.find((candidate) => candidate.sceneId === sceneId);
  return new Set(scene?.document.graphicIds);
}
