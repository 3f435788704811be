'use client';

import { Film, Square } from 'lucide-react';
import { useState } from 'react';
import { Button } from '@/components/ui/button';
import { EmptyState } from '@/components/ui/empty-state';
import { Eyebrow } from '@/components/ui/eyebrow';
import { SortableArea, SortableItem } from '@/components/ui/sortable';
import type { StudioAction } from '../model/actions/studio-action';
import { useMay, useSend, useShow } from '../studio-context';
import { CueEditor } from './cue-editor';
import { CueRow } from './cue-row';

interface CueListProps {
  actions: StudioAction[];
  /** Ids of the library's files that have a thumbnail. */
  pictured: ReadonlySet<string>;
}

/** What the show plays: clips, pictures and music, in the order of the show. */
export function CueList({ actions, pictured }: CueListProps) {
  const { items } = useShow().media;
  const send = useSend();
  const mayReorder = useMay('media.reorder');
  const [editingId, setEditingId] = useState<string | null>(null);
  const editing = items.find(({ mediaId }) => mediaId === editingId);
  const stopAll = actions.find(({ id }) => id === 'media.stop-all');
  // One that another producer has removed meanwhile closes its editor.
  if (editing)
    return (
      <CueEditor
        key={editing.mediaId}
        item={editing}
        hasThumbnail={pictured.has(editing.assetId)}
        onClose={() => setEditingId(null)}
      />
    );
  return (
    <section aria-label="Clips of this show" className="flex flex-col gap-2">
      <div className="flex items-center justify-between gap-2">
        <Eyebrow>In this show</Eyebrow>
        <Button
          variant="ghost"
          size="small"
          reason={stopAll?.reason ?? null}
          aria-keyshortcuts="Shift+M"
          onClick={() => stopAll?.run()}
        >
          <Square aria-hidden /> Stop all
        </Button>
      </div>
      {items.length === 0 ? (
        <EmptyState
          icon={<Film />}
          title="Nothing to play yet"
          text="Add a clip, a picture or music from the library below. Nothing is on air before you play it."
          className="px-4 py-6"
        />
      ) : (
        <SortableArea
          id="media"
          groups={[{ id: 'media', items: items.map(({ mediaId, name }) => ({ id: mediaId, name })) }]}
          onReorder={(mediaIds) => send({ type: 'media.reorder', mediaIds })}
        >
          <ol aria-label="Clips" className="flex flex-col gap-1.5">
            {items.map((item) => (
              <SortableItem
                key={item.mediaId}
                id={item.mediaId}
                groupId="media"
                name={item.name}
                isFixed={!mayReorder || items.length === 1}
                handleClassName="top-1/2 -translate-y-1/2 left-0.5"
              >
                <CueRow
                  item={item}
                  toggle={actions.find(({ id }) => id === `media.toggle:${item.mediaId}`)}
                  bed={actions.find(({ id }) => id === `media.bed:${item.mediaId}`)}
                  onEdit={() => setEditingId(item.mediaId)}
                />
              </SortableItem>
            ))}
          </ol>
        </SortableArea>
      )}
    </section>
  );
}
