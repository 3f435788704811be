import type { MediaEvent } from '../../contract/events/media-events';
import type { MediaItem, MediaPlayback, ShowMedia } from '../../contract/media';
import type { ShowState } from '../../contract/show-state';
import { inOrder, type Folds } from './fold';

export const MEDIA_FOLDS: Folds<MediaEvent['type']> = {
  'media.itemPut': (state, { item, index }) =>
    withItems(state, (items) => {
      const others = items.filter(({ mediaId }) => mediaId !== item.mediaId);
      return [...others.slice(0, index), item, ...others.slice(index)];
    }),
  'media.itemChanged': (state, { item }) =>
    withItems(state, (items) => items.map((known) => (known.mediaId === item.mediaId ? item : known))),
  'media.itemRemoved': (state, { mediaId }) => {
    const { items, playing, bed } = state.media;
    return withMedia(state, {
      items: items.filter((item) => item.mediaId !== mediaId),
      playing: playing?.mediaId === mediaId ? null : playing,
      bed: bed?.mediaId === mediaId ? null : bed,
    });
  },
  'media.reordered': (state, { mediaIds }) =>
    withItems(state, (items) => inOrder(items, mediaIds, ({ mediaId }) => mediaId)),
  'media.played': (state, { channel, playback }) =>
    withMedia(state, channel === 'clip' ? { playing: playback } : { bed: playback }),
  'media.stopped': (state, { channel, stoppedAtMs }) => {
    const stop = (playback: MediaPlayback | null) => playback && { ...playback, stoppedAtMs };
    const { playing, bed } = state.media;
    return withMedia(state, channel === 'clip' ? { playing: stop(playing) } : { bed: stop(bed) });
  },
  'scene.mediaSet': (state, { sceneId, mediaId }) => ({
    ...state,
    scenes: state.scenes.map((scene) =>
      scene.sceneId === sceneId ? { ...scene, document: { ...scene.document, mediaId } } : scene,
    ),
  }),
};

const withMedia = (state: ShowState, part: Partial<ShowMedia>): ShowState => ({
  ...state,
  media: { ...state.media, ...part },
});

const withItems = (state: ShowState, change: (items: MediaItem[]) => MediaItem[]): ShowState =>
  withMedia(state, { items: change(state.media.items) });
