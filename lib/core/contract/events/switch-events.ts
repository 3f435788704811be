import type { Transition } from '../scene-document';
import type { ProgramChange, Switching } from '../show-state';

export type SwitchEvent =
  /**
   * `change` is null for a cut. It names the scene before without its document, which everybody has: a logo in each take
   * would fill the log.
   */
  | {
      type: 'program.activated';
      sceneId: string;
      change: Omit<ProgramChange, 'fromDocument' | 'overtaken'> | null;
    }
  /** Feeds of the program scene come, leave or change places: when, for all studios alike. */
  | { type: 'program.moved'; atMs: number }
  | { type: 'preview.set'; sceneId: string }
  | { type: 'switchMode.set'; mode: Switching['mode']; previewSceneId: string | null }
  | { type: 'transition.set'; transition: Transition };
