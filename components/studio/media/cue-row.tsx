'use client';

import {
  AudioLines,
  Ellipsis,
  Film,
  Image as ImageIcon,
  Music,
  Pencil,
  Play,
  Square,
  Trash2,
} from 'lucide-react';
import { classNames } from '@/components/ui/class-names';
import { DropdownMenu, MenuItem, MenuLabel, MenuSeparator } from '@/components/ui/dropdown-menu';
import { IconButton } from '@/components/ui/icon-button';
import { Kbd } from '@/components/ui/kbd';
import type { MediaItem, MediaPlayback } from '@/lib/core/contract/media';
import { isPlaying, leftMs, positionMs } from '@/lib/core/media/playback';
import type { StudioAction } from '../model/actions/studio-action';
import { cueText, leftText } from '../model/cue-text';
import { keysOf } from '../model/studio-actions';
import { SceneChecks } from '../scene-checks';
import { useMayNot, useSend, useServerNow, useShow } from '../studio-context';

export interface CueRowProps {
  item: MediaItem;
  toggle: StudioAction | undefined;
  bed: StudioAction | undefined;
  onEdit: () => void;
}

/** Seconds are counted down; a bar that grows a few times a second looks even. */
const COUNT_EVERY_MS = 250;
const ICONS = { image: ImageIcon, video: Film, audio: AudioLines } as const;

/** One thing to play: what it is, what follows, and while it plays how long it still does. */
export function CueRow({ item, toggle, bed, onEdit }: CueRowProps) {
  const { phase, scenes, media } = useShow();
  const mayNotEdit = useMayNot('media.update');
  const mayEdit = mayNotEdit === null;
  const started = [media.playing, media.bed].find(
    (playback) => playback?.mediaId === item.mediaId && playback.stoppedAtMs === null,
  );
  const nowMs = useServerNow(started ? COUNT_EVERY_MS : null);
  const playback = started && isPlaying(started, item, nowMs) ? started : null;
  const isBed = playback !== null && playback === media.bed;
  const isOnAir = playback !== null && (phase.status === 'live' || phase.status === 'ending');
  const Icon = isBed ? Music : ICONS[item.kind];
  const action = isBed ? bed : toggle;
  return (
    <div
      className={classNames(
        'relative flex min-h-[52px] items-center gap-2.5 overflow-hidden rounded-md border bg-surface-2 py-1.5 pr-1.5 pl-2.5',
        isOnAir ? 'border-air' : playback ? 'border-accent' : 'border-line',
      )}
    >
      {playback && <Progress item={item} playback={playback} nowMs={nowMs} isOnAir={isOnAir} />}
      <span
        className={classNames(
          'relative grid size-8 shrink-0 place-items-center rounded-sm [&_svg]:size-4',
          isOnAir
            ? 'bg-air text-on-accent'
            : playback
              ? 'bg-accent text-on-accent'
              : 'bg-surface-3 text-ink-2',
        )}
      >
        <Icon aria-hidden />
      </span>
      <button
        type="button"
        disabled={!mayEdit}
        title={mayNotEdit ?? undefined}
        aria-label={`Edit ${item.name}`}
        onClick={onEdit}
        className="relative min-w-0 flex-1 rounded-sm text-left"
      >
        <span className="block truncate font-[560]">{item.name}</span>
        <span className="block truncate text-sm text-ink-3 tabular-nums">
          {playback ? (
            <>
              {isOnAir && <span className="font-[650] text-air-text">On air · </span>}
              {isBed && 'music · '}
              {leftText(leftMs(playback, item, nowMs), item)}
            </>
          ) : (
            cueText(item, scenes)
          )}
        </span>
      </button>
      {!isBed && toggle?.shortcut && (
        <Kbd className="relative max-sm:hidden">{keysOf(toggle.shortcut).join(' ')}</Kbd>
      )}
      <IconButton
        size="small"
        className="relative"
        variant={playback ? 'default' : 'ghost'}
        label={action?.label ?? `Play ${item.name}`}
        icon={playback ? <Square /> : <Play />}
        reason={action?.reason ?? null}
        onClick={() => action?.run()}
      />
      {mayEdit && <RowMenu item={item} bed={bed} isPlaying={playback !== null} onEdit={onEdit} />}
    </div>
  );
}

function Progress({
  item,
  playback,
  nowMs,
  isOnAir,
}: {
  item: MediaItem;
  playback: MediaPlayback;
  nowMs: number;
  isOnAir: boolean;
}) {
  if (item.durationMs === null) return null;
  const share = positionMs({ ...item, ...playback }, nowMs) / item.durationMs;
  return (
    <span
      aria-hidden
      style={{ width: `${share * 100}%` }}
      className={classNames('absolute inset-y-0 left-0', isOnAir ? 'bg-air-soft' : 'bg-accent-soft')}
    />
  );
}

function RowMenu({
  item: { mediaId, name },
  bed,
  isPlaying: isOn,
  onEdit,
}: {
  item: MediaItem;
  bed: StudioAction | undefined;
  isPlaying: boolean;
  onEdit: () => void;
}) {
  const send = useSend();
  return (
    <DropdownMenu
      trigger={
        <IconButton
          size="small"
          variant="ghost"
          className="relative"
          label={`More for ${name}`}
          icon={<Ellipsis />}
          hasTooltip={false}
        />
      }
    >
      <MenuItem onSelect={onEdit}>
        <Pencil /> Edit
      </MenuItem>
      {bed && (
        <MenuItem reason={bed.reason} onSelect={() => bed.run()}>
          <Music /> {bed.label}
        </MenuItem>
      )}
      <MenuSeparator />
      <MenuLabel>Starts with</MenuLabel>
      <SceneChecks
        isWith={({ document }) => document.mediaId === mediaId}
        onToggle={({ sceneId, document }) =>
          send({
            type: 'scene.setMedia',
            sceneId,
            mediaId: document.mediaId === mediaId ? null : mediaId,
          })
        }
      />
      <MenuSeparator />
      <MenuItem
        tone="danger"
        reason={isOn ? 'Stop it first.' : null}
        onSelect={() => send({ type: 'media.remove', mediaId })}
      >
        <Trash2 /> Remove from the show
      </MenuItem>
    </DropdownMenu>
  );
}
