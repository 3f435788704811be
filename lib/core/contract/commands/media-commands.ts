import { z } from 'zod';
import { LIMITS } from '../limits';
import { mediaFacts, mediaSettings } from '../media';
import { id } from './fields';

/** Files of the library as cues of the show, and what plays of them. */
export const MEDIA_COMMANDS = [
  z.object({ type: z.literal('media.add'), mediaId: id, ...mediaFacts, ...mediaSettings }),
  z.object({ type: z.literal('media.update'), mediaId: id, ...mediaSettings }),
  z.object({ type: z.literal('media.remove'), mediaId: id }),
  z.object({ type: z.literal('media.reorder'), mediaIds: z.array(id).max(LIMITS.mediaItemsMax) }),
  /** From its beginning; also when it plays already. */
  z.object({ type: z.literal('media.play'), mediaId: id }),
  z.object({ type: z.literal('media.stop') }),
  z.object({ type: z.literal('media.playBed'), mediaId: id }),
  z.object({ type: z.literal('media.stopBed') }),
  /** The browser that draws the program cannot go on with this very playback. */
  z.object({ type: z.literal('media.break'), mediaId: id, startedAtMs: z.number() }),
  /** What starts with the scene; null: nothing. */
  z.object({ type: z.literal('scene.setMedia'), sceneId: id, mediaId: id.nullable() }),
] as const;
