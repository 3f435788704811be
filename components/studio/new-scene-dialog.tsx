'use client';

import { FileUp } from 'lucide-react';
import { useState, type ReactNode } from 'react';
import { Button } from '@/components/ui/button';
import { Dialog } from '@/components/ui/dialog';
import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';
import { LIMITS } from '@/lib/core/contract/limits';
import type { LayoutId } from '@/lib/core/contract/scene-document';
import { LayoutIcon } from './layout-icon';
import { LAYOUT_IDS } from './model/actions/layout-actions';
import { LAYOUT_NAMES } from './model/log-wording';
import { TITLE_CARDS, uniqueName } from './model/scene-gallery';
import { useSend, useShow } from './studio-context';

export interface NewSceneDialogProps {
  isOpen: boolean;
  onOpenImport: () => void;
  onClose: () => void;
}

/** Templates of a new scene: the layouts and a few title cards. One press makes the scene. */
export function NewSceneDialog({ isOpen, onOpenImport, onClose }: NewSceneDialogProps) {
  return (
    <Dialog
      isOpen={isOpen}
      onOpenChange={(open) => !open && onClose()}
      title="New scene"
      description="Choose what it starts as; everything can be changed later."
      width="large"
    >
      <Gallery onOpenImport={onOpenImport} onClose={onClose} />
    </Dialog>
  );
}

function Gallery({ onOpenImport, onClose }: Omit<NewSceneDialogProps, 'isOpen'>) {
  const { scenes, switching } = useShow();
  const send = useSend();
  const [name, setName] = useState('');
  const add = (template: { name: string; layout: LayoutId; card?: string }) => {
    const sceneId = crypto.randomUUID();
    const { layout, card } = template;
    send({
      type: 'scene.add',
      sceneId,
      name: name.trim() || uniqueName(template.name, scenes),
      layout,
      ...(card === undefined ? {} : { card }),
    });
    // What was just made is what one wants to work on next; in direct mode that would put it on air.
    if (switching.mode === 'studio') send({ type: 'scene.preview', sceneId });
    onClose();
  };
  return (
    <div className="flex flex-col gap-4">
      <Field label="Name" isOptional>
        {(control) => (
          <Input
            {...control}
            value={name}
            maxLength={LIMITS.nameChars}
            placeholder="As the template is called"
            onChange={(event) => setName(event.target.value)}
          />
        )}
      </Field>
      <Section title="With people">
        {LAYOUT_IDS.map((layout) => (
          <Template
            key={layout}
            name={LAYOUT_NAMES[layout]}
            onChoose={() => add({ name: LAYOUT_NAMES[layout], layout })}
          >
            <span className="block h-9 w-[58px] text-ink-2">
              <LayoutIcon layout={layout} />
            </span>
          </Template>
        ))}
      </Section>
      <Section title="Title cards">
        {TITLE_CARDS.map((card) => (
          <Template key={card} name={card} onChoose={() => add({ name: card, layout: 'solo', card })}>
            <span className="px-2 text-center text-[11px] font-semibold">{card}</span>
          </Template>
        ))}
      </Section>
      <Button
        variant="ghost"
        className="self-start"
        onClick={() => {
          onClose();
          onOpenImport();
        }}
      >
        <FileUp aria-hidden /> Import scenes from a file
      </Button>
    </div>
  );
}

function Section({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section aria-label={title} className="flex flex-col gap-2">
      <h3 className="text-sm font-[620] text-ink-2">{title}</h3>
      <div className="grid grid-cols-2 gap-2.5 sm:grid-cols-4">{children}</div>
    </section>
  );
}

function Template({ name, onChoose, children }: { name: string; onChoose: () => void; children: ReactNode }) {
  return (
    <button
      type="button"
      onClick={onChoose}
      aria-label={name}
      className="flex flex-col gap-1.5 rounded-md border border-line bg-surface-2 p-1.5 text-left transition-colors hover:border-line-strong hover:bg-surface-3"
    >
      <span aria-hidden className="stage-ground grid aspect-video w-full place-items-center rounded-sm">
        {children}
      </span>
      <span aria-hidden className="truncate px-1 text-sm font-[550]">
        {name}
      </span>
    </button>
  );
}
