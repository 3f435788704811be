import type { MediaChannel } from '@/lib/core/contract/events/media-events';
import type { MediaItem, MediaPlayback } from '@/lib/core/contract/media';
import { cuesAhead, holdsEnd, itemOf, type WhatComes } from '@/lib/core/media/program-media';
import { levelAt, type Timed } from '@/lib/core/media/playback';
import { SoundClock } from '@/lib/core/media/sound-clock';
import type { MediaBus } from '../compositor/main/media-bus';
import { OpenAhead } from '../media/open-ahead';
import { SoundPlayer, type SoundTime } from '../media/sound-player';
import { openSound, type SoundSource } from '../media/sound-source';

export interface MediaSoundParts {
  bus: Pick<MediaBus, 'context' | 'input' | 'set'>;
  serverNowMs: () => number;
  onBroken: (broken: { mediaId: string; startedAtMs: number }) => void;
}

/** The sound of what a show plays. The same in every studio: only the one that publishes is heard by others. */
export interface MediaSound {
  update(state: WhatComes): void;
  close(): void;
}

/** Often enough to find the moment at which the audio clock has just moved. Hidden pages are asked once a second. */
const TICK_MS = 200;

interface Playing {
  mediaId: string;
  assetId: string;
  startedAtMs: number;
  player: SoundPlayer;
}

export function createMediaSound({ bus, serverNowMs, onBroken }: MediaSoundParts): MediaSound {
  const clock = new SoundClock();
  const playing = new Map<MediaChannel, Playing>();
  const ahead = new OpenAhead<SoundSource>();
  const now = (): SoundTime => {
    const serverMs = serverNowMs();
    return { serverMs, offsetMs: clock.read(bus.context.currentTime * 1000, serverMs) };
  };

  const stop = (channel: MediaChannel) => {
    playing.get(channel)?.player.close();
    playing.delete(channel);
  };

  const put = (channel: MediaChannel, playback: MediaPlayback | null, item: MediaItem | undefined) => {
    if (!playback || !item?.hasSound) return stop(channel);
    bus.set(channel, item);
    const timed: Timed = { ...item, ...playback, holdsEnd: holdsEnd(item) };
    const { mediaId, assetId } = item;
    const known = playing.get(channel);
    if (known?.mediaId === mediaId && known.assetId === assetId) {
      known.startedAtMs = playback.startedAtMs;
      return known.player.set(timed);
    }
    stop(channel);
    const time = now();
    // Long over: a page that is opened later plays nothing of it.
    if (levelAt(timed, time.serverMs) === 0 && playback.startedAtMs < time.serverMs) return;
    const player = new SoundPlayer(
      {
        context: bus.context,
        output: bus.input(channel),
        open: () => ahead.take(assetId, () => openSound(assetId)),
        onBroken: () => onBroken({ mediaId, startedAtMs: playing.get(channel)?.startedAtMs ?? 0 }),
      },
      timed,
      time,
    );
    playing.set(channel, { mediaId, assetId, startedAtMs: playback.startedAtMs, player });
  };

  const timer = setInterval(() => {
    // Its clock stands still: when it runs again, everything is put in its place.
    if (bus.context.state !== 'running') return;
    const time = now();
    for (const [channel, { player }] of playing) {
      player.tick(time);
      if (player.isSilent) stop(channel);
    }
  }, TICK_MS);

  return {
    update: (state) => {
      const { media } = state;
      put('clip', media.playing, itemOf(media, media.playing?.mediaId ?? null));
      put('bed', media.bed, itemOf(media, media.bed?.mediaId ?? null));
      const next = cuesAhead(state).filter(({ hasSound }) => hasSound);
      ahead.put(new Map(next.map(({ assetId }) => [assetId, () => openSound(assetId)])));
    },
    close: () => {
      clearInterval(timer);
      stop('clip');
      stop('bed');
      ahead.close();
    },
  };
}
