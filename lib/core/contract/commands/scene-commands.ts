import { z } from 'zod';
import { LIMITS } from '../limits';
import { layoutIdSchema, logoSchema, paintSchema } from '../scene-document';
import { id, name } from './fields';

/** The list of scenes and how each one looks. */
export const SCENE_COMMANDS = [
  z.object({ type: z.literal('scene.activate'), sceneId: id }),
  z.object({ type: z.literal('scene.add'), sceneId: id, name, layout: layoutIdSchema }),
  z.object({ type: z.literal('scene.duplicate'), sceneId: id, newSceneId: id }),
  z.object({ type: z.literal('scene.rename'), sceneId: id, name }),
  z.object({ type: z.literal('scene.remove'), sceneId: id }),
  z.object({ type: z.literal('scene.reorder'), sceneIds: z.array(id).max(LIMITS.scenesMax) }),
  z.object({ type: z.literal('scene.setLayout'), sceneId: id, layout: layoutIdSchema }),
  z.object({ type: z.literal('scene.setBackground'), sceneId: id, background: paintSchema }),
  z.object({ type: z.literal('scene.setLogo'), sceneId: id, logo: logoSchema }),
  z.object({ type: z.literal('scene.setNameTags'), sceneId: id, nameTags: z.boolean() }),
  z.object({
    type: z.literal('scene.setCard'),
    sceneId: id,
    card: z.string().max(LIMITS.titleChars),
    showsFeeds: z.boolean(),
  }),
] as const;
