'use client';

import { BringToFront, Plus, Trash2 } from 'lucide-react';
import { useState } from 'react';
import { Button } from '@/components/ui/button';
import { IconButton } from '@/components/ui/icon-button';
import { Select } from '@/components/ui/select';
import { LIMITS } from '@/lib/core/contract/limits';
import type { SceneSlot } from '@/lib/core/contract/scene-document';
import type { SceneView } from '@/lib/core/contract/show-state';
import { bringForward, clampBox, toBox, toShares, type Box } from '@/lib/core/layout/free-edit';
import { stageFeeds } from '@/lib/core/scene/stage-feeds';
import { firstPlaces, placedSlots, withNewSlot } from './model/free-slots';
import { bindingKey, bindingOf, bindingOptions, slotRows, withBinding } from './model/slot-bindings';
import { useSend, useShow } from './studio-context';

/** Who each slot is for, and in the free layout where it is. */
export function SlotsEditor({ scene }: { scene: SceneView }) {
  const state = useShow();
  const send = useSend();
  const { sceneId, document } = scene;
  const { layout, slots } = document;
  const feeds = stageFeeds(state);
  const put = (next: SceneSlot[]) => send({ type: 'scene.setSlots', sceneId, slots: next });
  if (layout !== 'free')
    return (
      <ol className="flex flex-col gap-2">
        {Array.from({ length: slotRows(layout, slots, feeds.length) }, (_, index) => (
          <li key={index} className="flex items-center gap-2.5">
            <span aria-hidden className="w-4 text-right text-ink-3 tabular-nums">
              {index + 1}
            </span>
            <BindingSelect
              index={index}
              slot={slots[index]}
              onChoose={(key) => put(withBinding(slots, index, bindingOf(key)))}
            />
          </li>
        ))}
      </ol>
    );
  const placed = placedSlots(slots);
  if (placed.length === 0)
    return (
      <>
        <p className="text-ink-3">Nothing is placed yet: the scene looks like a grid.</p>
        <Button className="self-start" onClick={() => put(firstPlaces(document, feeds))}>
          Place by hand
        </Button>
      </>
    );
  const isFull = slots.length >= LIMITS.stageSeatsMax;
  return (
    <>
      <p className="text-ink-3">
        Drag the frames on the picture, or use the arrow keys on one: 1 px, with Shift 10, with Alt its size.
      </p>
      <ol className="flex flex-col gap-2.5">
        {placed.map(({ index, slot }, position) => (
          <li key={index} className="flex flex-col gap-2 rounded-sm border border-line p-2">
            <span className="flex items-center gap-1.5">
              <BindingSelect
                index={position}
                slot={slot}
                onChoose={(key) => put(withBinding(slots, index, bindingOf(key)))}
              />
              <IconButton
                label={`Bring slot ${position + 1} forward`}
                icon={<BringToFront />}
                reason={position === placed.length - 1 ? 'It is in front of the others already.' : null}
                onClick={() => put(bringForward(slots, index))}
              />
              <IconButton
                label={`Remove slot ${position + 1}`}
                icon={<Trash2 />}
                onClick={() => put(slots.filter((_, at) => at !== index))}
              />
            </span>
            <PlaceFields
              key={JSON.stringify(slot.rect)}
              position={position}
              box={toBox(slot.rect)}
              onPlace={(box) =>
                put(slots.map((known, at) => (at === index ? { ...known, rect: toShares(box) } : known)))
              }
            />
          </li>
        ))}
      </ol>
      <Button
        className="self-start"
        reason={isFull ? `${LIMITS.stageSeatsMax} slots are all there can be. Remove one first.` : null}
        onClick={() => put(withNewSlot(slots))}
      >
        <Plus aria-hidden /> Add a slot
      </Button>
    </>
  );
}

function BindingSelect({
  index,
  slot,
  onChoose,
}: {
  index: number;
  slot: SceneSlot | undefined;
  onChoose: (key: string) => void;
}) {
  const { seats } = useShow();
  const binding = slot?.binding ?? { kind: 'any' as const };
  return (
    <Select
      aria-label={`Slot ${index + 1} is for`}
      className="min-w-0 flex-1"
      value={bindingKey(binding)}
      onChange={(event) => onChoose(event.target.value)}
    >
      {bindingOptions(seats, binding).map(({ key, label }) => (
        <option key={key} value={key}>
          {label}
        </option>
      ))}
    </Select>
  );
}

const FIELDS = [
  { id: 'x', label: 'Left' },
  { id: 'y', label: 'Top' },
  { id: 'width', label: 'Width' },
  { id: 'height', label: 'Height' },
] as const;

/** The place in px of a canvas of 1280 x 720. */
function PlaceFields({
  position,
  box,
  onPlace,
}: {
  position: number;
  box: Box;
  onPlace: (box: Box) => void;
}) {
  const [draft, setDraft] = useState(box);
  const commit = () => {
    const next = clampBox(draft);
    setDraft(next);
    if (JSON.stringify(next) !== JSON.stringify(box)) onPlace(next);
  };
  return (
    <span className="grid grid-cols-4 gap-1.5">
      {FIELDS.map(({ id, label }) => (
        <label key={id} className="flex flex-col gap-0.5 text-sm text-ink-3">
          <span>
            {label}
            <span className="sr-only"> of slot {position + 1} in pixels</span>
          </span>
          <input
            type="number"
            value={draft[id]}
            onChange={(event) => setDraft({ ...draft, [id]: Number(event.target.value) })}
            onBlur={commit}
            onKeyDown={(event) => {
              if (event.key === 'Enter') commit();
            }}
            className="h-8 w-full min-w-0 rounded-sm border border-line-strong bg-surface-1 px-2 text-ink-1 tabular-nums touch:h-11"
          />
        </label>
      ))}
    </span>
  );
}
