'use client';

import { Ellipsis, Music, Pencil, Play, Square, Trash2 } from 'lucide-react';
import { classNames } from '@/components/ui/class-names';
import { DropdownMenu, MenuItem, MenuLabel, MenuSeparator } from '@/components/ui/dropdown-menu';
import { IconButton } from '@/components/ui/icon-button';
import { Kbd } from '@/components/ui/kbd';
import type { MediaItem } from '@/lib/core/contract/media';
import { leftMs } from '@/lib/core/media/playback';
import type { StudioAction } from '../model/actions/studio-action';
import { cueText, leftText } from '../model/cue-text';
import { keysOf } from '../model/studio-actions';
import { SceneChecks } from '../scene-checks';
import { useMayNot, useSend, useShow } from '../studio-context';
import { CUE_ICONS, CueProgress } from './cue-progress';
import { useCuePlayback } from './use-cue-playback';

export interface CueRowProps {
  item: MediaItem;
  toggle: StudioAction | undefined;
  bed: StudioAction | undefined;
  onEdit: () => void;
}

/** One thing to play: what it is, what follows, and while it plays how long it still does. */
export function CueRow({ item, toggle, bed, onEdit }: CueRowProps) {
  const { scenes } = useShow();
  const mayNotEdit = useMayNot('media.update');
  const mayEdit = mayNotEdit === null;
  const { playback, isBed, isOnAir, nowMs } = useCuePlayback(item);
  const Icon = isBed ? Music : CUE_ICONS[item.kind];
  const action = isBed ? bed : toggle;
  return (
    <div
      className={classNames(
        'relative flex min-h-[52px] items-center gap-2.5 overflow-hidden rounded-md border bg-surface-2 py-1.5 pr-1.5 pl-2.5',
        isOnAir ? 'border-air' : playback ? 'border-accent' : 'border-line',
      )}
    >
      {playback && <CueProgress item={item} playback={playback} nowMs={nowMs} isOnAir={isOnAir} />}
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
