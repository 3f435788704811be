'use client';

import { Volume2, VolumeX } from 'lucide-react';
import { useCallback } from 'react';
import { classNames } from '@/components/ui/class-names';
import { Eyebrow } from '@/components/ui/eyebrow';
import { IconButton } from '@/components/ui/icon-button';
import { mediaChannelId } from '@/lib/browser/compositor/main/media-bus';
import type { MediaChannel } from '@/lib/core/contract/events/media-events';
import type { MediaItem } from '@/lib/core/contract/media';
import { itemOf } from '@/lib/core/media/program-media';
import { Fader } from '../fader';
import { useMayNot, useSend, useShow, useStudio } from '../studio-context';
import { MeterCanvas } from './meter-canvas';

const WHAT: Record<MediaChannel, string> = { clip: 'clip', bed: 'music, gives way to speech' };

/** Strips of what the studio plays, while it does. */
export function MediaChannels() {
  const { media } = useShow();
  const channels = (['clip', 'bed'] as const).flatMap((channel) => {
    const playback = channel === 'clip' ? media.playing : media.bed;
    const item = playback?.stoppedAtMs === null ? itemOf(media, playback.mediaId) : undefined;
    return item?.hasSound ? [{ channel, item }] : [];
  });
  if (channels.length === 0) return null;
  return (
    <>
      <Eyebrow className="mt-1">Media</Eyebrow>
      {channels.map(({ channel, item }) => (
        <MediaStrip key={channel} channel={channel} item={item} />
      ))}
    </>
  );
}

function MediaStrip({ channel, item }: { channel: MediaChannel; item: MediaItem }) {
  const { mixer, meters } = useStudio();
  const send = useSend();
  const mayNotMix = useMayNot('media.update');
  const read = useCallback(() => mixer.readMeter(mediaChannelId(channel)), [mixer, channel]);
  const { assetId: _asset, kind: _kind, hasSound: _sound, ...settings } = item;
  const change = (part: Partial<typeof settings>) => send({ type: 'media.update', ...settings, ...part });
  return (
    <section aria-label={item.name} className="rounded-md border border-line bg-surface-2 p-3">
      <div className="flex items-center gap-1.5">
        <div className="mr-auto min-w-0">
          <h3 className="truncate font-semibold">{item.name}</h3>
          <p className="truncate text-xs text-ink-3">{WHAT[channel]}</p>
        </div>
        <IconButton
          size="small"
          label={item.muted ? `Unmute ${item.name}` : `Mute ${item.name}`}
          icon={item.muted ? <VolumeX /> : <Volume2 />}
          reason={mayNotMix}
          aria-pressed={item.muted}
          className={classNames(item.muted && 'border-transparent bg-air-soft text-air-text')}
          onClick={() => change({ muted: !item.muted })}
        />
      </div>
      <MeterCanvas meters={meters} read={read} />
      <Fader
        label={`Level of ${item.name}`}
        subject={`media:${item.mediaId}`}
        gainDb={item.gainDb}
        reason={mayNotMix}
        onChange={(gainDb) => change({ gainDb })}
      />
    </section>
  );
}
