'use client';

import { useId, useState } from 'react';
import { Button } from '@/components/ui/button';
import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';
import { Switch } from '@/components/ui/switch';
import { LIMITS } from '@/lib/core/contract/limits';
import type { SceneView } from '@/lib/core/contract/show-state';
import { useSend } from './studio-context';

/** The words of a scene without people: "Starting soon". */
export function CardEditor({ scene: { sceneId, document } }: { scene: SceneView }) {
  const send = useSend();
  const peopleId = useId();
  const [card, setCard] = useState(document.card);
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
          put({ card: card.trim() });
        }}
      >
        <Field label="Words when nobody is shown" className="min-w-0 flex-1">
          {(control) => (
            <Input
              {...control}
              value={card}
              maxLength={LIMITS.titleChars}
              placeholder="Starting soon"
              onChange={(event) => setCard(event.target.value)}
            />
          )}
        </Field>
        <Button type="submit" className="h-9">
          Set
        </Button>
      </form>
    </>
  );
}
