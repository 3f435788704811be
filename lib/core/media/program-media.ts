import type { MediaItem, ProgramClip, ShowMedia } from '../contract/media';

/** The clip or picture that the program draws; null where there is none, or sound alone. */
export function programClip(media: ShowMedia): ProgramClip | null {
  const { playing } = media;
  const item = playing && itemOf(media, playing.mediaId);
  if (!playing || !item || item.kind === 'audio') return null;
  const { assetId, kind, durationMs, loop, fadeMs, fit } = item;
  return { ...playing, assetId, kind, durationMs, loop, fadeMs, fit, holdsEnd: holdsEnd(item) };
}

/** Files that are opened before they are played: the first of the list, as a show is prepared. */
const AHEAD_MAX = 8;

/** What may be played next, so that its first picture is there when it is. */
export const cuesAhead = ({ items, playing, bed }: ShowMedia): MediaItem[] =>
  items.filter(({ mediaId }) => mediaId !== playing?.mediaId && mediaId !== bed?.mediaId).slice(0, AHEAD_MAX);

/** Another scene follows it. */
export const holdsEnd = ({ then }: Pick<MediaItem, 'then'>): boolean => then.kind !== 'stop';

export function itemOf({ items }: Pick<ShowMedia, 'items'>, mediaId: string | null): MediaItem | undefined {
  return mediaId === null ? undefined : items.find((item) => item.mediaId === mediaId);
}
