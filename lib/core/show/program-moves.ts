import type { ShowEvent } from '../contract/show-events';
import type { ShowState } from '../contract/show-state';
import { stageFeeds } from '../scene/stage-feeds';
import { applyEvent } from './apply-event';
import type { ShowFacts } from './rule';

/**
 * SW10: whatever makes feeds of the program scene come, leave or change places says when, so that every studio lets them
 * glide at the same time. A scene that comes on has a time of its own (SW6).
 */
export function withProgramMoves(
  state: ShowState,
  events: readonly ShowEvent[],
  { nowMs }: Pick<ShowFacts, 'nowMs'>,
): ShowEvent[] {
  const after = events.reduce(applyEvent, state);
  const isSameScene = after.programSceneId === state.programSceneId;
  return isSameScene && places(after) !== places(state)
    ? [...events, { type: 'program.moved', atMs: nowMs }]
    : [...events];
}

/** All that decides where feeds are, as text. */
function places(state: Pick<ShowState, 'seats' | 'scenes' | 'programSceneId'>): string {
  const scene = state.scenes.find(({ sceneId }) => sceneId === state.programSceneId);
  const feeds = stageFeeds(state).map(({ feedId, role }) => `${feedId} ${role}`);
  const { layout, slots, showsFeeds, screenLeads } = scene?.document ?? {};
  return JSON.stringify([layout, slots, showsFeeds, screenLeads, feeds]);
}
