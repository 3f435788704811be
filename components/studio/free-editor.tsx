'use client';

import { useEffect, useRef, useState, type KeyboardEvent, type PointerEvent } from 'react';
import { classNames } from '@/components/ui/class-names';
import type { SceneSlot } from '@/lib/core/contract/scene-document';
import type { SceneView } from '@/lib/core/contract/show-state';
import {
  EDIT_CANVAS,
  HANDLES,
  moveBox,
  resizeBox,
  snapMoved,
  snapResized,
  toBox,
  toShares,
  type Box,
  type Guide,
  type Handle,
} from '@/lib/core/layout/free-edit';
import { placedSlots } from './model/free-slots';
import { bindingKey, bindingOptions } from './model/slot-bindings';
import { useMay, useSend, useShow } from './studio-context';
import { HolderBadge } from './team/edit-guard';
import { useHold, useHolder } from './team/use-hold';

/** Keys come in bursts; the scene changes when the hand rests. */
const REST_MS = 250;

interface Grip {
  index: number;
  /** null: the whole box is moved. */
  handle: Handle | null;
  startX: number;
  startY: number;
  box: Box;
  /** Screen px of one px of EDIT_CANVAS. */
  scale: number;
}

interface Draft {
  index: number;
  box: Box;
  guides: Guide[];
}

/** The frames of a free layout over its picture: dragged, pulled at their corners, moved and sized by the arrow keys. */
export function FreeEditor({ scene }: { scene: SceneView }) {
  const { seats } = useShow();
  const send = useSend();
  const mayEdit = useMay('scene.setSlots');
  const { sceneId, document } = scene;
  const { slots } = document;
  const placed = placedSlots(slots);
  const [draft, setDraft] = useState<Draft | null>(null);
  const subject = `scene:${sceneId}/slots`;
  const isOthers = useHolder(subject) !== null && draft === null;
  useHold(draft ? subject : null);
  const gripRef = useRef<Grip | null>(null);
  const restRef = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  useEffect(() => () => clearTimeout(restRef.current), []);
  if (!mayEdit || document.layout !== 'free' || !document.showsFeeds || placed.length === 0) return null;

  const boxOf = (index: number): Box | null => {
    if (draft?.index === index) return draft.box;
    const rect = slots[index]?.rect;
    return rect ? toBox(rect) : null;
  };
  const othersOf = (index: number) =>
    placed.filter((one) => one.index !== index).map(({ slot }) => toBox(slot.rect));
  const put = (next: SceneSlot[]) => send({ type: 'scene.setSlots', sceneId, slots: next });
  const place = (index: number, box: Box) => {
    setDraft(null);
    put(slots.map((slot, at) => (at === index ? { ...slot, rect: toShares(box) } : slot)));
  };

  const onPointerDown = (event: PointerEvent<HTMLElement>, index: number, handle: Handle | null) => {
    const canvas = event.currentTarget.closest<HTMLElement>('[data-free-editor]');
    const box = boxOf(index);
    if (event.button !== 0 || !canvas || !box || isOthers) return;
    event.stopPropagation();
    event.currentTarget.setPointerCapture(event.pointerId);
    gripRef.current = {
      index,
      handle,
      startX: event.clientX,
      startY: event.clientY,
      box,
      scale: canvas.clientWidth / EDIT_CANVAS.width,
    };
  };
  const onPointerMove = (event: PointerEvent<HTMLElement>) => {
    const grip = gripRef.current;
    if (!grip) return;
    const { index, handle, box, scale } = grip;
    const [dx, dy] = [(event.clientX - grip.startX) / scale, (event.clientY - grip.startY) / scale];
    const free = handle ? resizeBox(box, handle, dx, dy) : moveBox(box, dx, dy);
    // Alt: exactly where the hand is.
    if (event.altKey) return setDraft({ index, box: free, guides: [] });
    const others = othersOf(index);
    setDraft({ index, ...(handle ? snapResized(free, handle, others) : snapMoved(free, others)) });
  };
  const onPointerUp = () => {
    const grip = gripRef.current;
    gripRef.current = null;
    if (grip && draft?.index === grip.index) place(grip.index, draft.box);
  };
  const onKeyDown = (event: KeyboardEvent<HTMLElement>, index: number) => {
    if (event.key === 'Delete' || event.key === 'Backspace') {
      event.preventDefault();
      if (isOthers) return;
      // The last frame goes with its slot: the one before it takes the keyboard's place.
      if (index === placed.at(-1)?.index) focusBefore(event.currentTarget);
      return put(slots.filter((_, at) => at !== index));
    }
    const step = STEPS[event.key];
    const box = boxOf(index);
    if (!step || !box || isOthers || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    const px = event.shiftKey ? 10 : 1;
    const [dx, dy] = [step[0] * px, step[1] * px];
    // With Alt the lower right corner goes, and the slot with it stays where it is.
    const next = event.altKey ? resizeBox(box, 'se', dx, dy) : moveBox(box, dx, dy);
    setDraft({ index, box: next, guides: [] });
    clearTimeout(restRef.current);
    restRef.current = setTimeout(() => place(index, next), REST_MS);
  };

  return (
    <div
      data-free-editor
      role="group"
      aria-label={`Places in ${scene.name}`}
      className="group/free absolute inset-0 touch-none"
      onPointerMove={onPointerMove}
      onPointerUp={onPointerUp}
      onPointerCancel={() => {
        gripRef.current = null;
        setDraft(null);
      }}
    >
      {placed.map(({ index, slot }, position) => {
        const box = boxOf(index);
        if (!box) return null;
        const key = bindingKey(slot.binding);
        const who = bindingOptions(seats, slot.binding).find((option) => option.key === key)?.label ?? '';
        return (
          <div
            key={index}
            tabIndex={0}
            role="button"
            aria-roledescription="movable slot"
            aria-keyshortcuts="ArrowLeft ArrowRight ArrowUp ArrowDown Alt+ArrowRight Alt+ArrowDown Delete"
            aria-disabled={isOthers}
            aria-label={`Slot ${position + 1}, ${who}, ${box.width} by ${box.height} at ${box.x}, ${box.y}`}
            onPointerDown={(event) => onPointerDown(event, index, null)}
            onKeyDown={(event) => onKeyDown(event, index)}
            onBlur={() => {
              if (draft?.index !== index || gripRef.current) return;
              clearTimeout(restRef.current);
              place(index, draft.box);
            }}
            style={styleOf(box)}
            className={classNames(
              'group/slot absolute cursor-move border aria-disabled:cursor-not-allowed border-dashed border-accent-text opacity-0 group-focus-within/free:opacity-100 group-hover/free:opacity-100 focus-visible:border-solid touch:opacity-100',
              draft?.index === index && 'border-solid bg-accent/20',
            )}
          >
            <span className="absolute top-1 left-1 rounded-[4px] bg-scrim px-1.5 text-[10px] leading-4 font-semibold">
              {position + 1} · {who}
            </span>
            {HANDLES.map((handle) => (
              <span
                key={handle}
                data-handle={handle}
                onPointerDown={(event) => onPointerDown(event, index, handle)}
                className={classNames(
                  'absolute size-2.5 -translate-1/2 rounded-[2px] border border-accent-text bg-surface-1 after:absolute after:-inset-2',
                  HANDLE_PLACES[handle],
                )}
              />
            ))}
          </div>
        );
      })}
      <HolderBadge subject={subject} className="absolute top-2 right-2 z-10" />
      {draft?.guides.map(({ axis, at }) => (
        <span
          key={axis + String(at)}
          aria-hidden
          style={
            axis === 'x'
              ? { left: percent(at, EDIT_CANVAS.width), top: 0, bottom: 0, width: 1 }
              : { top: percent(at, EDIT_CANVAS.height), left: 0, right: 0, height: 1 }
          }
          className="pointer-events-none absolute bg-warn"
        />
      ))}
    </div>
  );
}

function focusBefore(frame: HTMLElement): void {
  const before = frame.previousElementSibling;
  if (before instanceof HTMLElement) before.focus();
}

const STEPS: Readonly<Record<string, readonly [number, number]>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};

const HANDLE_PLACES: Record<Handle, string> = {
  nw: 'left-0 top-0 cursor-nwse-resize',
  n: 'left-1/2 top-0 cursor-ns-resize',
  ne: 'left-full top-0 cursor-nesw-resize',
  e: 'left-full top-1/2 cursor-ew-resize',
  se: 'left-full top-full cursor-nwse-resize',
  s: 'left-1/2 top-full cursor-ns-resize',
  sw: 'left-0 top-full cursor-nesw-resize',
  w: 'left-0 top-1/2 cursor-ew-resize',
};

const percent = (px: number, total: number): string => `${(px / total) * 100}%`;

const styleOf = ({ x, y, width, height }: Box) => ({
  left: percent(x, EDIT_CANVAS.width),
  top: percent(y, EDIT_CANVAS.height),
  width: percent(width, EDIT_CANVAS.width),
  height: percent(height, EDIT_CANVAS.height),
});
