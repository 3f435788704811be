'use client';

import { useId } from 'react';
import { Button } from '@/components/ui/button';
import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';
import { Switch } from '@/components/ui/switch';
import { LIMITS } from '@/lib/core/contract/limits';
import type { SceneView } from '@/lib/core/contract/show-state';
import { useSend } from './studio-context';
import { OverwriteNote } from './team/overwrite-note';
import { useDraft } from './team/use-draft';

/** The words of a scene without people: "Starting soon". */
export function CardEditor({ scene: { sceneId, document } }: { scene: SceneView }) {
  const send = useSend();
  const peopleId = useId();
  const card = useDraft(document.card);
  const put = (part: { card?: string; showsFeeds?: boolean }) =>
    send({
      type: 'scene.setCard',
      sceneId,
      card: document.card,
      showsFeeds: document.showsFeeds,
      ...part,
    });
  return (
    <>
      <div className="flex items-center justify-between gap-3">
        <label htmlFor={peopleId}>Show people in this scene</label>
        <Switch
          id={peopleId}
          checked={document.showsFeeds}
          onCheckedChange={(showsFeeds) => put({ showsFeeds })}
        />
      </div>
      <form
        className="flex items-end gap-2"
        onSubmit={(event) => {
          event.preventDefault();
          put({ card: card.value.trim() });
          card.drop();
        }}
      >
        <Field label="Words when nobody is shown" className="min-w-0 flex-1">
          {(control) => (
            <Input
              {...control}
              value={card.value}
              maxLength={LIMITS.titleChars}
              placeholder="Starting soon"
              onChange={(event) => card.set(event.target.value)}
            />
          )}
        </Field>
        <Button type="submit" className="h-9" aria-label="Set the words">
          Set
        </Button>
      </form>
      {card.theirs && <OverwriteNote theirs={card.theirs.value} onTakeTheirs={card.drop} />}
    </>
  );
}
