import type { MediaItem, ProgramClip, ShowMedia } from '../contract/media';

/** The clip or picture that the program draws; null where there is none, or sound alone. */
export function programClip(media: ShowMedia): ProgramClip | null {
  const { playing } = media;
  const item = playing && itemOf(media, playing.mediaId);
  if (!playing || !item || item.kind === 'audio') return null;
  const { assetId, kind, durationMs, loop, fadeMs, fit } = item;
  return { ...playing, assetId, kind, durationMs, loop, fadeMs, fit, holdsEnd: holdsEnd(item) };
}

/** Another scene follows it. */
export const holdsEnd = ({ then }: Pick<MediaItem, 'then'>): boolean => then.kind !== 'stop';

export function itemOf({ items }: Pick<ShowMedia, 'items'>, mediaId: string | null): MediaItem | undefined {
  return mediaId === null ? undefined : items.find((item) => item.mediaId === mediaId);
}
