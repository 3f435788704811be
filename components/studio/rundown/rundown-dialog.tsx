'use client';

import { Plus } from 'lucide-react';
import { useState } from 'react';
import { Button } from '@/components/ui/button';
import { Dialog } from '@/components/ui/dialog';
import { SortableArea, SortableItem } from '@/components/ui/sortable';
import { LIMITS } from '@/lib/core/contract/limits';
import { totalMs } from '@/lib/core/show/rundown-clock';
import { useSend, useShow } from '../studio-context';
import { HolderBadge } from '../team/edit-guard';
import { useOrderHold } from '../team/use-order-hold';
import { durationText } from './duration-text';
import { RundownRow } from './rundown-row';

const NEW_ITEM_MS = 5 * 60_000;

/** Where the plan is made: the parts of the show, their times, notes and scenes. Every change is there for all at once. */
export function RundownDialog({
  isOpen,
  onOpenChange,
}: {
  isOpen: boolean;
  onOpenChange: (isOpen: boolean) => void;
}) {
  const { rundown, programSceneId } = useShow();
  const send = useSend();
  const { isFixed, onDragging } = useOrderHold('order:rundown');
  const { items, run } = rundown;
  const [newId, setNewId] = useState<string | null>(null);
  const group = { id: 'rundown', items: items.map(({ itemId, title }) => ({ id: itemId, name: title })) };
  const isFull = items.length >= LIMITS.rundownItemsMax;
  return (
    <Dialog
      isOpen={isOpen}
      onOpenChange={onOpenChange}
      title="Rundown"
      description={
        items.length > 0
          ? `${durationText(totalMs(items))} in all`
          : 'What happens, in which order, and for how long.'
      }
      width="large"
    >
      <div className="flex flex-col gap-3">
        <HolderBadge subject="order:rundown" className="self-start" />
        <SortableArea
          id="rundown"
          groups={[group]}
          onDragging={onDragging}
          onReorder={(itemIds) => send({ type: 'rundown.reorder', itemIds })}
        >
          <ol className="flex flex-col gap-2">
            {items.map((item) => (
              <SortableItem
                key={item.itemId}
                id={item.itemId}
                groupId={group.id}
                name={item.title}
                isFixed={isFixed || items.length === 1}
                handleClassName="top-2 right-2"
              >
                <RundownRow
                  item={item}
                  isRunning={run?.itemId === item.itemId}
                  isNew={item.itemId === newId}
                />
              </SortableItem>
            ))}
          </ol>
        </SortableArea>
        <Button
          className="self-start"
          reason={isFull ? `A rundown has at most ${LIMITS.rundownItemsMax} parts. Remove one first.` : null}
          onClick={() => {
            const itemId = crypto.randomUUID();
            setNewId(itemId);
            send({
              type: 'rundown.add',
              itemId,
              title: `Part ${items.length + 1}`,
              durationMs: NEW_ITEM_MS,
              notes: '',
              sceneId: items.length === 0 ? programSceneId : null,
            });
          }}
        >
          <Plus /> Add a part
        </Button>
      </div>
    </Dialog>
  );
}
