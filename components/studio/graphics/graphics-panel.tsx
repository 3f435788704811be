'use client';

import { EyeOff, Plus, Shapes } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { Button } from '@/components/ui/button';
import { DropdownMenu, MenuItem } from '@/components/ui/dropdown-menu';
import { EmptyState } from '@/components/ui/empty-state';
import { SortableArea, SortableItem } from '@/components/ui/sortable';
import type { Graphic, GraphicKind } from '@/lib/core/contract/graphic';
import { LIMITS } from '@/lib/core/contract/limits';
import type { StudioAction } from '../model/actions/studio-action';
import { GRAPHIC_KINDS } from '../model/graphic-kinds';
import { useMay, useSend, useShow } from '../studio-context';
import { HolderBadge } from '../team/edit-guard';
import { useOrderHold } from '../team/use-order-hold';
import { BrandSection } from './brand-section';
import { GraphicEditor } from './graphic-editor';
import { GraphicKindIcon } from './graphic-kind-icon';
import { GraphicRow } from './graphic-row';

/** `graphic` as it was when its editor opened; null: a new one. */
interface Editing {
  kind: GraphicKind;
  graphic: Graphic | null;
}

/** What lies over the pictures: the list with its switches, and an editor in its place. */
export function GraphicsPanel({ actions }: { actions: StudioAction[] }) {
  const { graphics } = useShow();
  const [editing, setEditing] = useState<Editing | null>(null);
  const listRef = useRef<HTMLDivElement>(null);
  /** Where the keyboard goes on when an editor closes: the graphic it was for, else the button that adds one. */
  const returnToRef = useRef<{ graphicId: string | null } | null>(null);
  useEffect(() => {
    const list = listRef.current;
    if (!list || !returnToRef.current) return;
    const { graphicId } = returnToRef.current;
    returnToRef.current = null;
    const row = graphicId && list.querySelector<HTMLElement>(`[data-edits="${CSS.escape(graphicId)}"]`);
    (row || list.querySelector<HTMLElement>('button'))?.focus();
  }, [editing]);
  if (editing)
    return (
      <GraphicEditor
        // One that another producer removes meanwhile stays open: what was typed is not lost.
        graphic={graphics.find(({ graphicId }) => graphicId === editing.graphic?.graphicId) ?? null}
        opened={editing.graphic}
        kind={editing.kind}
        onClose={() => {
          returnToRef.current = { graphicId: editing.graphic?.graphicId ?? null };
          setEditing(null);
        }}
      />
    );
  return (
    <div ref={listRef} className="flex flex-col gap-3">
      <Toolbar actions={actions} onAdd={(kind) => setEditing({ kind, graphic: null })} />
      <GraphicList actions={actions} onEdit={(graphic) => setEditing({ kind: graphic.spec.kind, graphic })} />
      <BrandSection />
    </div>
  );
}

function Toolbar({ actions, onAdd }: { actions: StudioAction[]; onAdd: (kind: GraphicKind) => void }) {
  const { graphics } = useShow();
  const mayAdd = useMay('graphic.add');
  const hideAll = actions.find(({ id }) => id === 'graphic.hide-all');
  const isFull = graphics.length >= LIMITS.graphicsMax;
  return (
    <div className="flex items-center gap-2">
      {mayAdd && (
        <DropdownMenu
          align="start"
          trigger={
            <Button
              disabled={isFull}
              title={isFull ? `A show has at most ${LIMITS.graphicsMax} graphics.` : undefined}
            >
              <Plus aria-hidden /> Add a graphic
            </Button>
          }
        >
          {GRAPHIC_KINDS.map(({ kind, name, hint }) => (
            <MenuItem key={kind} className="h-11" onSelect={() => onAdd(kind)}>
              <GraphicKindIcon kind={kind} />
              <span className="flex flex-col leading-tight">
                <span>{name}</span>
                <span className="text-sm text-ink-3">{hint}</span>
              </span>
            </MenuItem>
          ))}
        </DropdownMenu>
      )}
      <span className="flex-1" />
      <HolderBadge subject="order:graphics" className="h-[18px] max-w-24" />
      <Button
        variant="ghost"
        reason={hideAll?.reason ?? null}
        aria-keyshortcuts="Shift+G"
        onClick={() => hideAll?.run()}
      >
        <EyeOff aria-hidden /> Hide all
      </Button>
    </div>
  );
}

function GraphicList({ actions, onEdit }: { actions: StudioAction[]; onEdit: (graphic: Graphic) => void }) {
  const { graphics } = useShow();
  const send = useSend();
  const { isFixed, onDragging } = useOrderHold('order:graphics');
  const mayReorder = useMay('graphic.reorder') && !isFixed;
  if (graphics.length === 0) {
    return (
      <EmptyState
        icon={<Shapes />}
        title="No graphics yet"
        text="Add a lower third, a ticker or a countdown. Nothing is on air before you switch it on."
        className="px-4 py-8"
      />
    );
  }
  const items = graphics.map(({ graphicId, name }) => ({ id: graphicId, name }));
  return (
    <SortableArea
      id="graphics"
      groups={[{ id: 'graphics', items }]}
      onDragging={onDragging}
      onReorder={(graphicIds) => send({ type: 'graphic.reorder', graphicIds })}
    >
      <ol aria-label="Graphics, the first above the others" className="flex flex-col gap-1.5">
        {graphics.map((graphic) => (
          <SortableItem
            key={graphic.graphicId}
            id={graphic.graphicId}
            groupId="graphics"
            name={graphic.name}
            isFixed={!mayReorder || graphics.length === 1}
            handleClassName="top-1/2 -translate-y-1/2 left-0.5"
          >
            <GraphicRow
              graphic={graphic}
              toggle={actions.find(({ id }) => id === `graphic.toggle:${graphic.graphicId}`)}
              onEdit={() => onEdit(graphic)}
            />
          </SortableItem>
        ))}
      </ol>
    </SortableArea>
  );
}
