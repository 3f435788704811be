import { z } from 'zod';
import { brandSchema } from '../brand';
import { graphicSpecSchema } from '../graphic';
import { LIMITS } from '../limits';
import { id, name } from './fields';

/** What lies over the pictures, and how all of it looks. */
export const GRAPHIC_COMMANDS = [
  z.object({ type: z.literal('graphic.add'), graphicId: id, name, spec: graphicSpecSchema }),
  /** Changes a graphic on air at once: editors keep a draft and send it when the producer says so. */
  z.object({ type: z.literal('graphic.update'), graphicId: id, name, spec: graphicSpecSchema }),
  z.object({ type: z.literal('graphic.remove'), graphicId: id }),
  z.object({ type: z.literal('graphic.duplicate'), graphicId: id, newGraphicId: id }),
  /** The first lies above the others. */
  z.object({ type: z.literal('graphic.reorder'), graphicIds: z.array(id).max(LIMITS.graphicsMax) }),
  z.object({ type: z.literal('graphic.show'), graphicId: id }),
  z.object({ type: z.literal('graphic.hide'), graphicId: id }),
  z.object({ type: z.literal('graphic.hideAll') }),
  z.object({
    type: z.literal('scene.setGraphics'),
    sceneId: id,
    graphicIds: z.array(id).max(LIMITS.graphicsMax),
  }),
  z.object({ type: z.literal('show.setBrand'), brand: brandSchema }),
] as const;
