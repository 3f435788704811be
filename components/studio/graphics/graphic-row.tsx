'use client';

import { ArrowDown, ArrowUp, Copy, Ellipsis, Pencil, Trash2 } from 'lucide-react';
import { classNames } from '@/components/ui/class-names';
import { DropdownMenu, MenuItem, MenuLabel, MenuSeparator } from '@/components/ui/dropdown-menu';
import { IconButton } from '@/components/ui/icon-button';
import { Kbd } from '@/components/ui/kbd';
import { Switch } from '@/components/ui/switch';
import type { Graphic } from '@/lib/core/contract/graphic';
import { isAtZero, isOn as isOnAt } from '@/lib/core/graphic/countdown-end';
import type { StudioAction } from '../model/actions/studio-action';
import { graphicSummary } from '../model/graphic-kinds';
import { movedBy } from '../model/moved-by';
import { keysOf } from '../model/studio-actions';
import { SceneChecks } from '../scene-checks';
import { useMayNot, useSend, useShow } from '../studio-context';
import { HolderBadge } from '../team/edit-guard';
import { GraphicKindIcon } from './graphic-kind-icon';
import { useZeroClock } from './use-zero-clock';

export interface GraphicRowProps {
  graphic: Graphic;
  toggle: StudioAction | undefined;
  onEdit: () => void;
}

export function GraphicRow({ graphic, toggle, onEdit }: GraphicRowProps) {
  const { phase, scenes } = useShow();
  const mayNotEdit = useMayNot('graphic.update');
  const mayEdit = mayNotEdit === null;
  const nowMs = useZeroClock();
  const isOn = isOnAt(graphic, nowMs);
  const isOnAir = isOn && (phase.status === 'live' || phase.status === 'ending');
  const withScenes = scenes
    .filter(({ document }) => document.graphicIds.includes(graphic.graphicId))
    .map(({ name }) => name);
  return (
    <div
      className={classNames(
        'flex min-h-[52px] items-center gap-2.5 rounded-md border bg-surface-2 py-1.5 pr-1.5 pl-2.5',
        isOnAir ? 'border-air' : isOn ? 'border-accent' : 'border-line',
      )}
    >
      <span
        className={classNames(
          'grid size-8 shrink-0 place-items-center rounded-sm [&_svg]:size-4',
          isOnAir ? 'bg-air text-on-accent' : isOn ? 'bg-accent text-on-accent' : 'bg-surface-3 text-ink-2',
        )}
      >
        <GraphicKindIcon kind={graphic.spec.kind} />
      </span>
      <button
        type="button"
        disabled={!mayEdit}
        title={mayNotEdit ?? undefined}
        aria-label={`Edit ${graphic.name}`}
        data-edits={graphic.graphicId}
        onClick={onEdit}
        className="min-w-0 flex-1 rounded-sm text-left"
      >
        <span className="block truncate font-[560]">{graphic.name}</span>
        <span className="block truncate text-sm text-ink-3">
          {isOnAir && <span className="font-[650] text-air-text">On air · </span>}
          {isAtZero(graphic, nowMs) && <span className="font-[650] text-warn">At zero · </span>}
          {graphicSummary(graphic, withScenes)}
        </span>
      </button>
      <HolderBadge subject={`graphic:${graphic.graphicId}`} className="h-[18px] max-w-20" />
      {toggle?.shortcut && <Kbd className="max-sm:hidden">{keysOf(toggle.shortcut).join(' ')}</Kbd>}
      <Switch
        checked={isOn}
        aria-label={`${graphic.name} on the program`}
        reason={toggle?.reason ?? null}
        onCheckedChange={() => toggle?.run()}
      />
      {mayEdit && <RowMenu graphic={graphic} isOn={isOn} onEdit={onEdit} />}
    </div>
  );
}

function RowMenu({ graphic, isOn, onEdit }: { graphic: Graphic; isOn: boolean; onEdit: () => void }) {
  const { graphics } = useShow();
  const send = useSend();
  const { graphicId, name } = graphic;
  const ids = graphics.map((known) => known.graphicId);
  const earlier = movedBy(ids, graphicId, -1);
  const later = movedBy(ids, graphicId, 1);
  return (
    <DropdownMenu
      trigger={
        <IconButton
          size="small"
          variant="ghost"
          label={`More for ${name}`}
          icon={<Ellipsis />}
          hasTooltip={false}
        />
      }
    >
      <MenuItem onSelect={onEdit}>
        <Pencil /> Edit
      </MenuItem>
      <MenuItem
        onSelect={() => send({ type: 'graphic.duplicate', graphicId, newGraphicId: crypto.randomUUID() })}
      >
        <Copy /> Duplicate
      </MenuItem>
      <MenuItem
        reason={earlier ? null : 'It lies above all others already.'}
        onSelect={() => earlier && send({ type: 'graphic.reorder', graphicIds: earlier })}
      >
        <ArrowUp /> Above the others
      </MenuItem>
      <MenuItem
        reason={later ? null : 'It lies below all others already.'}
        onSelect={() => later && send({ type: 'graphic.reorder', graphicIds: later })}
      >
        <ArrowDown /> Below the others
      </MenuItem>
      <MenuSeparator />
      <MenuLabel>Comes and goes with</MenuLabel>
      <SceneChecks
        isWith={({ document }) => document.graphicIds.includes(graphicId)}
        onToggle={({ sceneId, document }) =>
          send({
            type: 'scene.setGraphics',
            sceneId,
            graphicIds: document.graphicIds.includes(graphicId)
              ? document.graphicIds.filter((id) => id !== graphicId)
              : [...document.graphicIds, graphicId],
          })
        }
      />
      <MenuSeparator />
      <MenuItem
        tone="danger"
        reason={isOn ? 'Hide it first.' : null}
        onSelect={() => send({ type: 'graphic.remove', graphicId })}
      >
        <Trash2 /> Remove
      </MenuItem>
    </DropdownMenu>
  );
}
