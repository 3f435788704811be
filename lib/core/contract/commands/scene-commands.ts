import { z } from 'zod';
import { LIMITS } from '../limits';
import { logoSchema } from '../logo';
import { layoutIdSchema, paintSchema, sceneDocumentSchema, sceneSlotSchema } from '../scene-document';
import { id, name } from './fields';

/** The list of scenes and how each one looks. */
export const SCENE_COMMANDS = [
  z.object({
    type: z.literal('scene.add'),
    sceneId: id,
    name,
    layout: layoutIdSchema,
    /** A title card: these words over the background, and nobody's picture. */
    card: z.string().trim().min(1).max(LIMITS.titleChars).optional(),
  }),
  /** Scenes of a file, behind those that are there: all of them or none. */
  z.object({
    type: z.literal('scene.import'),
    scenes: z
      .array(z.object({ sceneId: id, name, document: sceneDocumentSchema }))
      .min(1)
      .max(LIMITS.scenesMax),
    /** A logo that several scenes share, sent once: one alone may fill most of a message. */
    logos: z
      .array(z.object({ logo: logoSchema, sceneIds: z.array(id).max(LIMITS.scenesMax) }))
      .max(LIMITS.scenesMax),
  }),
  z.object({ type: z.literal('scene.duplicate'), sceneId: id, newSceneId: id }),
  z.object({ type: z.literal('scene.rename'), sceneId: id, name }),
  z.object({ type: z.literal('scene.remove'), sceneId: id }),
  z.object({ type: z.literal('scene.reorder'), sceneIds: z.array(id).max(LIMITS.scenesMax) }),
  z.object({ type: z.literal('scene.setLayout'), sceneId: id, layout: layoutIdSchema }),
  /** Who each slot is for, and in the free layout where it is. */
  z.object({
    type: z.literal('scene.setSlots'),
    sceneId: id,
    slots: z.array(sceneSlotSchema).max(LIMITS.stageSeatsMax),
  }),
  z.object({ type: z.literal('scene.setBackground'), sceneId: id, background: paintSchema }),
  z.object({ type: z.literal('scene.setLogo'), sceneId: id, logo: logoSchema }),
  z.object({ type: z.literal('scene.setNameTags'), sceneId: id, nameTags: z.boolean() }),
  z.object({ type: z.literal('scene.setScreenLeads'), sceneId: id, screenLeads: z.boolean() }),
  z.object({
    type: z.literal('scene.setCard'),
    sceneId: id,
    card: z.string().max(LIMITS.titleChars),
    showsFeeds: z.boolean(),
  }),
] as const;
