import type { Result } from '../contract/error-codes';
import { ok, refuse } from '../contract/error-codes';
import type { MediaChannel } from '../contract/events/media-events';
import { LIMITS } from '../contract/limits';
import type { MediaItem, MediaPlayback } from '../contract/media';
import type { ShowEvent } from '../contract/show-events';
import type { ShowState } from '../contract/show-state';
import { itemOf } from '../media/program-media';
import { positionMs } from '../media/playback';
import type { Rules, Verdict } from './rule';
import { findScene, happened, NOTHING, permuteListed } from './rule';
import { activate } from './switch-rules';

type MediaCommand =
  | 'media.add'
  | 'media.update'
  | 'media.remove'
  | 'media.restore'
  | 'media.reorder'
  | 'media.play'
  | 'media.stop'
  | 'media.playBed'
  | 'media.stopBed'
  | 'media.break'
  | 'media.finish'
  | 'scene.setMedia';

export const MEDIA_RULES: Rules<MediaCommand> = {
  'media.add': (state, { type: _type, ...item }) => putItem(state, item, state.media.items.length),

  'media.restore': (state, { item, index }) => putItem(state, item, index),

  'media.update': (state, { type: _type, ...settings }, { nowMs }) => {
    const found = findItem(state, settings.mediaId);
    if (!found.ok) return found;
    const item: MediaItem = { ...found.value, ...settings };
    const wrong = objectionTo(state, item, found.value);
    if (wrong) return wrong;
    if (JSON.stringify(item) === JSON.stringify(found.value)) return NOTHING;
    return happened({ type: 'media.itemChanged', item }, ...lastRound(state, item, found.value, nowMs));
  },

  'media.remove': (state, { mediaId }) => {
    const found = findItem(state, mediaId);
    if (!found.ok) return found;
    const { playing, bed } = state.media;
    if ([playing, bed].some((playback) => playback?.mediaId === mediaId && playback.stoppedAtMs === null))
      return refuse('conflict', `${found.value.name} is playing. Stop it first.`);
    return happened({ type: 'media.itemRemoved', mediaId });
  },

  'media.reorder': (state, { mediaIds }) => {
    if (new Set(mediaIds).size !== mediaIds.length)
      return refuse('invalid-input', 'A clip is listed twice in the new order.');
    const current = state.media.items.map(({ mediaId }) => mediaId);
    const order = permuteListed(current, mediaIds);
    if (!order) return refuse('conflict', 'Another producer removed one of these clips. Order them again.');
    return order.every((mediaId, index) => mediaId === current[index])
      ? NOTHING
      : happened({ type: 'media.reordered', mediaIds: order });
  },

  'media.play': (state, { mediaId }, { nowMs }) => {
    const found = findItem(state, mediaId);
    return found.ok ? happened(played('clip', mediaId, startAfter(state.media.playing, nowMs))) : found;
  },

  'media.stop': (state, _command, { nowMs }) => stop(state.media.playing, 'clip', nowMs),

  'media.playBed': (state, { mediaId }, { nowMs }) => {
    const found = findItem(state, mediaId);
    if (!found.ok) return found;
    if (!found.value.hasSound) return refuse('conflict', `${found.value.name} has no sound.`);
    return happened(played('bed', mediaId, startAfter(state.media.bed, nowMs)));
  },

  'media.stopBed': (state, _command, { nowMs }) => stop(state.media.bed, 'bed', nowMs),

  'media.break': (state, { mediaId, startedAtMs }, { nowMs }) =>
    endPlayback(state, { mediaId, startedAtMs, why: 'broken' }, nowMs),

  'media.finish': (state, { mediaId, startedAtMs }, { nowMs }) =>
    endPlayback(state, { mediaId, startedAtMs, why: 'over' }, nowMs),

  'scene.setMedia': (state, { sceneId, mediaId }) => {
    const scene = findScene(state, sceneId);
    if (!scene.ok) return scene;
    if (scene.value.document.mediaId === mediaId) return NOTHING;
    if (mediaId !== null) {
      const found = findItem(state, mediaId);
      if (!found.ok) return found;
    }
    return happened({ type: 'scene.mediaSet', sceneId, mediaId });
  },
};

/** ME3: a start of its own, whatever the clock does, so that no end of the one before can mean it. */
export const startAfter = (before: MediaPlayback | null, nowMs: number): number =>
  Math.max(nowMs, (before?.startedAtMs ?? -Infinity) + 1);

export const played = (channel: MediaChannel, mediaId: string, startedAtMs: number): ShowEvent => ({
  type: 'media.played',
  channel,
  playback: { mediaId, startedAtMs, stoppedAtMs: null },
});

export const stopped = (
  channel: MediaChannel,
  stoppedAtMs: number,
  why: 'asked' | 'over' | 'broken',
): ShowEvent => ({ type: 'media.stopped', channel, stoppedAtMs, why });

function stop(playback: MediaPlayback | null, channel: MediaChannel, nowMs: number): Verdict {
  if (!playback || playback.stoppedAtMs !== null) return NOTHING;
  return happened(stopped(channel, nowMs, 'asked'));
}

/** ME4: exactly the playback that is named, once; what follows it happens in the same step. */
function endPlayback(
  state: ShowState,
  { mediaId, startedAtMs, why }: { mediaId: string; startedAtMs: number; why: 'over' | 'broken' },
  nowMs: number,
): Verdict {
  const is = (playback: MediaPlayback | null): boolean =>
    playback?.mediaId === mediaId && playback.startedAtMs === startedAtMs && playback.stoppedAtMs === null;
  const { playing, bed } = state.media;
  const beds = is(bed) ? [stopped('bed', nowMs, why)] : [];
  if (!is(playing)) return beds.length > 0 ? happened(...beds) : NOTHING;
  return happened(...beds, stopped('clip', nowMs, why), ...followers(state, mediaId));
}

/** By a cut: it happens under the clip, which then goes by its own fade. */
function followers(state: ShowState, mediaId: string): ShowEvent[] {
  const then = itemOf(state.media, mediaId)?.then;
  if (!then || then.kind === 'stop') return [];
  const index = state.scenes.findIndex(({ sceneId }) => sceneId === state.programSceneId);
  const sceneId = then.kind === 'scene' ? then.sceneId : state.scenes[index + 1]?.sceneId;
  // A scene that was removed meanwhile, or none after the last: the clip simply ends.
  if (sceneId === undefined || !findScene(state, sceneId).ok) return [];
  return activate(state, sceneId);
}

/** ME8: a loop that is turned off plays its round to the end. */
function lastRound(state: ShowState, item: MediaItem, before: MediaItem, nowMs: number): ShowEvent[] {
  if (item.loop || !before.loop) return [];
  const { playing, bed } = state.media;
  const channels = [
    ['clip', playing],
    ['bed', bed],
  ] as const;
  return channels.flatMap(([channel, playback]) =>
    playback?.mediaId === item.mediaId && playback.stoppedAtMs === null
      ? [played(channel, item.mediaId, nowMs - positionMs({ ...before, ...playback }, nowMs))]
      : [],
  );
}

function putItem(state: ShowState, item: MediaItem, index: number): Verdict {
  const { items } = state.media;
  if (items.some(({ mediaId }) => mediaId === item.mediaId))
    return refuse('conflict', 'This clip is in the show already.');
  if (items.length >= LIMITS.mediaItemsMax)
    return refuse('limit-reached', `A show has at most ${LIMITS.mediaItemsMax} clips. Remove one first.`);
  return objectionTo(state, item, null) ?? happened({ type: 'media.itemPut', item, index });
}

/** ME2. A scene that is gone is refused only when it is newly chosen: others may be set all the same. */
function objectionTo(state: ShowState, item: MediaItem, before: MediaItem | null) {
  if (item.durationMs === null && item.kind !== 'image')
    return refuse('invalid-input', `${item.name} has no length. Upload it again.`);
  if (before && item.kind !== 'image' && item.durationMs !== before.durationMs)
    return refuse('invalid-input', 'The length of a clip is that of its file.');
  const { then } = item;
  const isNew = JSON.stringify(then) !== JSON.stringify(before?.then);
  if (then.kind === 'scene' && isNew) {
    const scene = findScene(state, then.sceneId);
    if (!scene.ok) return scene;
  }
  return null;
}

function findItem(state: ShowState, mediaId: string): Result<MediaItem> {
  const item = itemOf(state.media, mediaId);
  return item ? ok(item) : refuse('not-found', 'This clip is gone. Another producer may have removed it.');
}
