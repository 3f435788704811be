import type { SwitchEvent } from '../../contract/events/switch-events';
import type { ProgramChange } from '../../contract/show-state';
import type { Folds } from './fold';

export const SWITCH_FOLDS: Folds<SwitchEvent['type']> = {
  'program.activated': (state, { sceneId, change }) => {
    const from = change && state.scenes.find((scene) => scene.sceneId === change.fromSceneId);
    const programChange =
      change && from
        ? {
            ...change,
            fromDocument: from.document,
            overtaken: stillRunning(state.programChange, change.startedAtMs),
          }
        : null;
    return { ...state, programSceneId: sceneId, programChange };
  },
  'program.moved': (state, { atMs }) => ({ ...state, programMovedAtMs: atMs }),
  'preview.set': (state, { sceneId }) => ({
    ...state,
    switching: { ...state.switching, previewSceneId: sceneId },
  }),
  'switchMode.set': (state, { mode, previewSceneId }) => ({
    ...state,
    switching: { ...state.switching, mode, previewSceneId },
  }),
  'transition.set': (state, { transition }) => ({
    ...state,
    switching: { ...state.switching, transition },
  }),
};

/** SW9: one change back and no further; a third within a moment lets go of the first. */
function stillRunning(change: ProgramChange | null, atMs: number): ProgramChange['overtaken'] {
  if (!change) return null;
  const { fromSceneId, fromDocument, transition, startedAtMs } = change;
  const isRunning = transition.kind !== 'cut' && atMs < startedAtMs + transition.durationMs;
  return isRunning ? { fromSceneId, fromDocument, transition, startedAtMs } : null;
}
