'use client';

import {
  closestCenter,
  DndContext,
  KeyboardSensor,
  useSensor,
  useSensors,
  type CollisionDetection,
  type DataRef,
  type DragEndEvent,
  type KeyboardCoordinateGetter,
} from '@dnd-kit/core';
import { arrayMove, rectSortingStrategy, SortableContext, useSortable } from '@dnd-kit/sortable';
import { GripVertical } from 'lucide-react';
import type { HTMLAttributes, ReactNode } from 'react';
import { classNames } from './class-names';
import { CardMouseSensor, CardTouchSensor } from './sortable-sensors';
import { sortableAnnouncements, SORTABLE_INSTRUCTIONS, type SortableGroup } from './sortable-words';

export interface SortableAreaProps {
  /** Unique on the page. */
  id: string;
  groups: readonly SortableGroup[];
  /** All ids of one group in the order wanted; called only when that differs from the present one. */
  onReorder: (ids: string[]) => void;
  /** Something is picked up, or put down again. */
  onDragging?: (isDragging: boolean) => void;
  children: ReactNode;
}

/** A press that moves this far is a drag; a shorter one stays a click. */
const DRAG_PX = 6;
/** A finger that rests this long drags; one that moves before scrolls. */
const PRESS = { delay: 250, tolerance: 8 } as const;

/** Where things are put in order by mouse, finger or keyboard, each move spoken. Holds a list of SortableItems, group after group. */
export function SortableArea({ id, groups, onReorder, onDragging, children }: SortableAreaProps) {
  const sensors = useSensors(
    useSensor(CardMouseSensor, { activationConstraint: { distance: DRAG_PX } }),
    useSensor(CardTouchSensor, { activationConstraint: PRESS }),
    useSensor(KeyboardSensor, { coordinateGetter: nextOfGroup }),
  );
  const end = ({ active, over }: DragEndEvent) => {
    onDragging?.(false);
    const ids = groups
      .map(({ items }) => items.map((item) => item.id))
      .find((group) => group.includes(String(active.id)));
    const from = ids?.indexOf(String(active.id)) ?? -1;
    const to = ids?.indexOf(String(over?.id)) ?? -1;
    if (ids && from >= 0 && to >= 0 && from !== to) onReorder(arrayMove(ids, from, to));
  };
  return (
    <DndContext
      id={id}
      sensors={sensors}
      collisionDetection={closestOfGroup}
      accessibility={{
        announcements: sortableAnnouncements(groups),
        screenReaderInstructions: { draggable: SORTABLE_INSTRUCTIONS },
      }}
      onDragStart={() => onDragging?.(true)}
      onDragCancel={() => onDragging?.(false)}
      onDragEnd={end}
    >
      <SortableContext
        items={groups.flatMap(({ items }) => items.map((item) => item.id))}
        strategy={rectSortingStrategy}
      >
        {children}
      </SortableContext>
    </DndContext>
  );
}

export type SortableItemProps = HTMLAttributes<HTMLLIElement> & {
  id: string;
  groupId: string;
  name: string;
  /** Where the handle stands on the item. */
  handleClassName: string;
  /** No handle and no dragging: the person may not, or there is nothing to change places with. */
  isFixed: boolean;
};

/** One of a group, as a list item. Dragged by any part of it with the mouse; by its handle with the keyboard. */
export function SortableItem({
  id,
  groupId,
  name,
  handleClassName,
  isFixed,
  children,
  ...props
}: SortableItemProps) {
  const { setNodeRef, setActivatorNodeRef, listeners, attributes, transform, transition, isDragging } =
    useSortable({ id, data: { groupId }, disabled: isFixed });
  return (
    <li
      {...props}
      ref={setNodeRef}
      {...listeners}
      style={{
        transform: transform ? `translate3d(${transform.x}px, ${transform.y}px, 0)` : undefined,
        transition,
      }}
      className={classNames(
        'group/sortable relative motion-reduce:!transition-none',
        isDragging && 'z-10 cursor-grabbing opacity-80',
        props.className,
      )}
    >
      {children}
      {!isFixed && (
        <button
          type="button"
          ref={setActivatorNodeRef}
          {...attributes}
          aria-label={`Move ${name}`}
          className={classNames(
            'absolute grid size-6 cursor-grab touch-none place-items-center rounded-[5px] bg-scrim text-ink-1 opacity-0 group-hover/sortable:opacity-100 focus-visible:opacity-100 touch:hidden',
            isDragging && 'opacity-100',
            handleClassName,
          )}
        >
          <GripVertical aria-hidden className="size-4" />
        </button>
      )}
    </li>
  );
}

const groupOf = (data: DataRef): unknown => data.current?.['groupId'];

const closestOfGroup: CollisionDetection = ({ active, droppableContainers, ...rest }) =>
  closestCenter({
    ...rest,
    active,
    droppableContainers: droppableContainers.filter(({ data }) => groupOf(data) === groupOf(active.data)),
  });

const STEPS: Readonly<Record<string, -1 | 1>> = { ArrowUp: -1, ArrowLeft: -1, ArrowDown: 1, ArrowRight: 1 };

/** One place on or back in its group, however the list is laid out. */
const nextOfGroup: KeyboardCoordinateGetter = (event, { context }) => {
  const { active, over, droppableContainers, droppableRects } = context;
  const step = STEPS[event.code];
  if (step === undefined || !active) return undefined;
  event.preventDefault();
  const peers = droppableContainers
    .getEnabled()
    .filter(({ data }) => groupOf(data) === groupOf(active.data))
    .sort((a, b) => indexOf(a.data) - indexOf(b.data));
  const target = peers[peers.findIndex(({ id }) => id === (over?.id ?? active.id)) + step];
  const rect = target && droppableRects.get(target.id);
  return rect && { x: rect.left, y: rect.top };
};

const indexOf = (data: DataRef): number =>
  (data.current?.['sortable'] as { index?: number } | undefined)?.index ?? 0;
