import { z } from 'zod';
import { LIMITS } from '../limits';
import { id, name } from './fields';

/** What an item says; a change gives all of it. */
const content = {
  title: name,
  durationMs: z.number().int().min(LIMITS.rundownItemMsMin).max(LIMITS.rundownItemMsMax),
  notes: z.string().max(LIMITS.notesChars),
  /** The scene it is played in; null: none in particular. */
  sceneId: id.nullable(),
};

/** The plan of the show and where it stands. */
export const RUNDOWN_COMMANDS = [
  z.object({ type: z.literal('rundown.add'), itemId: id, ...content }),
  z.object({ type: z.literal('rundown.edit'), itemId: id, ...content }),
  z.object({ type: z.literal('rundown.remove'), itemId: id }),
  z.object({ type: z.literal('rundown.reorder'), itemIds: z.array(id).max(LIMITS.rundownItemsMax) }),
  /** By name and not "the next": two producers who press at once start the same item. */
  z.object({ type: z.literal('rundown.start'), itemId: id }),
  z.object({ type: z.literal('rundown.stop') }),
] as const;
