import type { SwitchEvent } from '../../contract/events/switch-events';
import type { Folds } from './fold';

export const SWITCH_FOLDS: Folds<SwitchEvent['type']> = {
  'program.activated': (state, { sceneId, change }) => {
    const from = change && state.scenes.find((scene) => scene.sceneId === change.fromSceneId);
    const programChange = change && from ? { ...change, fromDocument: from.document } : null;
    return { ...state, programSceneId: sceneId, programChange };
  },
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
