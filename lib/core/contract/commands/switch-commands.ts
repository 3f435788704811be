import { z } from 'zod';
import { transitionSchema } from '../scene-document';
import { id } from './fields';

/** Which scene is on program, which one is next, and how one gives way to the other. */
export const SWITCH_COMMANDS = [
  /** On program at once. In direct mode by the show's transition, unless `cut`; in studio mode always a cut. */
  z.object({ type: z.literal('scene.activate'), sceneId: id, cut: z.boolean().optional() }),
  /** Studio mode only: the scene that the next take puts on program. */
  z.object({ type: z.literal('scene.preview'), sceneId: id }),
  /** Names the scene that the producer saw in the preview: two takes at the same moment must not undo each other. */
  z.object({ type: z.literal('show.take'), sceneId: id }),
  z.object({ type: z.literal('show.setSwitchMode'), mode: z.enum(['direct', 'studio']) }),
  z.object({ type: z.literal('show.setTransition'), transition: transitionSchema }),
] as const;
