import { z } from 'zod';
import { LIMITS } from './limits';

/** What follows when a clip has come to its end by itself. A clip that is stopped by hand is followed by nothing. */
export const mediaThenSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('stop') }),
  /** The scene after the program scene in the list; after the last one nothing. */
  z.object({ kind: z.literal('next-scene') }),
  z.object({ kind: z.literal('scene'), sceneId: z.string().min(1).max(64) }),
]);
export type MediaThen = z.infer<typeof mediaThenSchema>;

export const mediaFitSchema = z.enum(['contain', 'cover']);
export type MediaFit = z.infer<typeof mediaFitSchema>;

/** What a producer may set on a cue. */
export const mediaSettings = {
  name: z.string().trim().min(1).max(LIMITS.nameChars),
  /** How long a picture or clip is shown; null: until somebody stops it (pictures only). A clip's own length otherwise. */
  durationMs: z.number().int().min(LIMITS.mediaMsMin).max(LIMITS.mediaMsMax).nullable(),
  gainDb: z.number().min(LIMITS.gainDbMin).max(LIMITS.gainDbMax),
  muted: z.boolean(),
  loop: z.boolean(),
  /** In and out, picture and sound; 0 cuts. */
  fadeMs: z.number().int().min(0).max(LIMITS.mediaFadeMsMax),
  fit: mediaFitSchema,
  then: mediaThenSchema,
};

/** What the library says of the file; the server compares it with its own table. */
export const mediaFacts = {
  assetId: z.string().min(1).max(64),
  kind: z.enum(['image', 'video', 'audio']),
  hasSound: z.boolean(),
};

/** A file of the library as a cue of one show. */
export type MediaItem = { mediaId: string } & z.infer<z.ZodObject<typeof mediaFacts>> &
  z.infer<z.ZodObject<typeof mediaSettings>>;

/** Server times: where a clip stands is a pure function of this (`lib/core/media/playback.ts`). */
export interface MediaPlayback {
  mediaId: string;
  startedAtMs: number;
  /** It fades out from here; null while it plays. */
  stoppedAtMs: number | null;
}

export interface ShowMedia {
  /** In list order. */
  items: MediaItem[];
  /** Over the pictures, with its sound; also one that has ended, until the next is played. */
  playing: MediaPlayback | null;
  /** Music under what is said: gives way to speech. */
  bed: MediaPlayback | null;
}

/** A clip that the program draws, with all that its picture depends on. */
export interface ProgramClip extends MediaPlayback {
  assetId: string;
  kind: 'image' | 'video';
  durationMs: number | null;
  loop: boolean;
  fadeMs: number;
  fit: MediaFit;
  /** Another scene follows: the last picture stands until it is there. */
  holdsEnd: boolean;
}
