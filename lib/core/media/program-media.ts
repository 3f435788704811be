import type { MediaItem, ProgramClip, ShowMedia } from '../contract/media';
import type { ShowState, Switching } from '../contract/show-state';

/** The clip or picture that the program draws; null where there is none, or sound alone. */
export function programClip(media: ShowMedia): ProgramClip | null {
  const { playing } = media;
  const item = playing && itemOf(media, playing.mediaId);
  if (!playing || !item || item.kind === 'audio') return null;
  const { assetId, kind, durationMs, loop, fadeMs, fit } = item;
  return { ...playing, assetId, kind, durationMs, loop, fadeMs, fit, holdsEnd: holdsEnd(item) };
}

/** What tells which clips are likely to be played. */
export type WhatComes = Pick<ShowState, 'media' | 'scenes' | 'programSceneId'> & {
  switching: Pick<Switching, 'previewSceneId'>;
};

/** Files that are open before they are played: each keeps its first bytes and pictures in memory. */
const AHEAD_MAX = 8;
/** Of the last cue that was played: those that a show which goes by its list plays next, and the one before. */
const NEIGHBOURS = [1, 2, -1];

/**
 * What may be played next, likeliest first, so that its first picture is there when it is: the clips of the scenes that
 * come next, the neighbours of the last cue, and then the list from its beginning, as a show is prepared.
 */
export function cuesAhead(state: WhatComes): MediaItem[] {
  const { items, playing, bed } = state.media;
  const at = items.findIndex(({ mediaId }) => mediaId === playing?.mediaId);
  const neighbours = at < 0 ? [] : NEIGHBOURS.flatMap((step) => items[at + step] ?? []);
  const likely = [...clipsOfScenesAhead(state), ...neighbours, ...items];
  const isOn = ({ mediaId }: MediaItem): boolean =>
    [playing, bed].some((one) => one?.mediaId === mediaId && one.stoppedAtMs === null);
  return [...new Set(likely)].filter((item) => !isOn(item)).slice(0, AHEAD_MAX);
}

/** The previewed scene's, that of the scene which follows what plays, and that of the next in the list. */
function clipsOfScenesAhead({ media, scenes, programSceneId, switching }: WhatComes): MediaItem[] {
  const at = scenes.findIndex(({ sceneId }) => sceneId === programSceneId);
  const following = itemOf(media, media.playing?.mediaId ?? null)?.then;
  const ids = [
    switching.previewSceneId,
    following?.kind === 'scene' ? following.sceneId : null,
    scenes[at + 1]?.sceneId ?? null,
  ];
  return ids.flatMap((id) => {
    const mediaId = scenes.find(({ sceneId }) => sceneId === id)?.document.mediaId ?? null;
    return itemOf(media, mediaId) ?? [];
  });
}

/** Another scene follows it. */
export const holdsEnd = ({ then }: Pick<MediaItem, 'then'>): boolean => then.kind !== 'stop';

export function itemOf({ items }: Pick<ShowMedia, 'items'>, mediaId: string | null): MediaItem | undefined {
  return mediaId === null ? undefined : items.find((item) => item.mediaId === mediaId);
}
