import { refuse } from '../contract/error-codes';
import type { ShowEvent } from '../contract/show-events';
import type { SceneView, ShowState } from '../contract/show-state';
import type { Rules } from './rule';
import { findScene, happened, NOTHING } from './rule';

type SwitchCommand =
  'scene.activate' | 'scene.preview' | 'show.take' | 'show.setSwitchMode' | 'show.setTransition';

export const SWITCH_RULES: Rules<SwitchCommand> = {
  'scene.activate': (state, { sceneId, cut = false }, { nowMs }) => {
    const scene = findScene(state, sceneId);
    if (!scene.ok) return scene;
    const isCut = cut || state.switching.mode === 'studio';
    return happened(...activate(state, sceneId, isCut ? null : nowMs));
  },

  'scene.preview': (state, { sceneId }) => {
    const scene = findScene(state, sceneId);
    if (!scene.ok) return scene;
    const { mode, previewSceneId } = state.switching;
    if (mode === 'direct') return NO_PREVIEW;
    return previewSceneId === sceneId ? NOTHING : happened(previewSet(sceneId));
  },

  'show.take': (state, { sceneId }, { nowMs }) => {
    const scene = findScene(state, sceneId);
    if (!scene.ok) return scene;
    const { programSceneId, switching } = state;
    if (switching.mode === 'direct') return NO_PREVIEW;
    if (programSceneId === sceneId) return NOTHING;
    if (switching.previewSceneId !== sceneId)
      return refuse(
        'conflict',
        'Another producer changed the preview just now. Look at it, then take again.',
      );
    return happened(changeTo(state, sceneId, nowMs), previewSet(programSceneId));
  },

  'show.setSwitchMode': (state, { mode }) => {
    if (state.switching.mode === mode) return NOTHING;
    const previewSceneId = mode === 'studio' ? nextPreview(state.scenes, state.programSceneId) : null;
    return happened({ type: 'switchMode.set', mode, previewSceneId });
  },

  'show.setTransition': (state, { transition }) => {
    const { kind, durationMs } = state.switching.transition;
    if (kind === transition.kind && durationMs === transition.durationMs) return NOTHING;
    return happened({ type: 'transition.set', transition });
  },
};

/**
 * SW5: a scene on program, and what that does to the preview; nothing when it is there already.
 * @param nowMs - of a transition; null cuts.
 */
export function activate(state: ShowState, sceneId: string, nowMs: number | null = null): ShowEvent[] {
  const { programSceneId, switching } = state;
  if (programSceneId === sceneId) return [];
  return [
    nowMs === null ? cutTo(sceneId) : changeTo(state, sceneId, nowMs),
    ...(switching.previewSceneId === sceneId ? [previewSet(programSceneId)] : []),
  ];
}

/**
 * SC2, SW7: what must happen before a scene can go, so that program and preview name scenes that stay.
 * @param rest - the scenes without it; never empty.
 * @param neighbour - the one that takes its place.
 */
export function makeWayFor(
  state: ShowState,
  sceneId: string,
  { rest, neighbour }: { rest: readonly SceneView[]; neighbour: SceneView },
): ShowEvent[] {
  const { programSceneId, switching } = state;
  const isProgram = programSceneId === sceneId;
  const programAfterId = isProgram ? neighbour.sceneId : programSceneId;
  const events: ShowEvent[] = isProgram ? [cutTo(programAfterId)] : [];
  const isPreview = switching.previewSceneId === sceneId;
  const isPreviewTaken = isProgram && switching.previewSceneId === programAfterId;
  if (!isPreview && !isPreviewTaken) return events;
  const previewId =
    neighbour.sceneId === programAfterId ? nextPreview(rest, programAfterId) : neighbour.sceneId;
  return [...events, previewSet(previewId)];
}

const NO_PREVIEW = refuse('wrong-phase', 'There is no preview in direct mode. Turn on studio mode first.');

const previewSet = (sceneId: string): ShowEvent => ({ type: 'preview.set', sceneId });

/** SW6. */
const cutTo = (sceneId: string): ShowEvent => ({ type: 'program.activated', sceneId, change: null });

/** SW6. */
function changeTo(state: ShowState, sceneId: string, nowMs: number): ShowEvent {
  const { transition } = state.switching;
  if (transition.kind === 'cut' || transition.durationMs === 0) return cutTo(sceneId);
  const change = { fromSceneId: state.programSceneId, transition, startedAtMs: nowMs };
  return { type: 'program.activated', sceneId, change };
}

/** SW2: the scene after the program scene, before it when that is the last, itself when it is the only one. */
function nextPreview(scenes: readonly SceneView[], programSceneId: string): string {
  const index = scenes.findIndex(({ sceneId }) => sceneId === programSceneId);
  return (scenes[index + 1] ?? scenes[index - 1])?.sceneId ?? programSceneId;
}
