import type { Transition } from '../scene-document';
import type { ProgramChange, Switching } from '../show-state';

export type SwitchEvent =
  /** `change` is null for a cut. */
  | { type: 'program.activated'; sceneId: string; change: ProgramChange | null }
  | { type: 'preview.set'; sceneId: string }
  | { type: 'switchMode.set'; mode: Switching['mode']; previewSceneId: string | null }
  | { type: 'transition.set'; transition: Transition };
