'use client';

import { useId, type ReactNode } from 'react';
import { Choice, ChoiceGroup } from '@/components/ui/choice-group';
import { Field } from '@/components/ui/field';
import { Select } from '@/components/ui/select';
import { Switch } from '@/components/ui/switch';
import type { Paint } from '@/lib/core/contract/scene-document';
import { flatPaint } from '@/lib/core/layout/flat-paint';
import { BackgroundImage } from './background-image';
import { CardEditor } from './card-editor';
import { LogoEditor } from './logo-editor';
import { BACKGROUNDS, backgroundKey } from './model/backgrounds';
import { editedScene } from './model/scene-of';
import { scenePlace } from './model/scene-place';
import { RoleNote } from './role-note';
import { SlotsEditor } from './slots-editor';
import { EditGuard } from './team/edit-guard';
import { useMay, useSend, useShow } from './studio-context';

/** How the scene looks that is worked on: the preview in studio mode, else the one on program. */
export function ScenePanel() {
  const state = useShow();
  const send = useSend();
  const mayEdit = useMay('scene.setBackground');
  const nameTagsId = useId();
  const screenLeadsId = useId();
  const scene = editedScene(state);
  if (!scene) return null;
  const { sceneId, document } = scene;
  return (
    <fieldset disabled={!mayEdit} className="flex min-w-0 flex-col gap-3">
      <legend className="sr-only">Look of {scene.name}</legend>
      <RoleNote action="scene.setBackground" />
      <p className="text-ink-3">
        Changes to <b className="font-semibold text-ink-1">{scene.name}</b>{' '}
        {scenePlace(state, sceneId) === 'preview'
          ? 'are in the preview. Viewers see them after the next take.'
          : 'are on the program at once.'}
      </p>
      {document.showsFeeds && (
        <Section title="Who is where" subject={`scene:${sceneId}/slots`}>
          <SlotsEditor key={sceneId} scene={scene} />
        </Section>
      )}
      {document.showsFeeds && (
        <Section title="Shared screens" subject={`scene:${sceneId}/screenLeads`}>
          <div className="flex items-center justify-between gap-3">
            <label htmlFor={screenLeadsId}>Take the large place by themselves</label>
            <Switch
              id={screenLeadsId}
              checked={document.screenLeads}
              onCheckedChange={(screenLeads) => send({ type: 'scene.setScreenLeads', sceneId, screenLeads })}
            />
          </div>
        </Section>
      )}
      <Section title="Background" subject={`scene:${sceneId}/background`}>
        <ChoiceGroup
          label="Background"
          value={backgroundKey(document.background)}
          onChoose={(key) => {
            const chosen = BACKGROUNDS.find(({ paint }) => backgroundKey(paint) === key);
            if (chosen) send({ type: 'scene.setBackground', sceneId, background: chosen.paint });
          }}
          className="grid grid-cols-4 gap-2"
        >
          {BACKGROUNDS.map(({ name, paint }) => (
            <Choice
              key={name}
              value={backgroundKey(paint)}
              aria-label={name}
              title={name}
              style={{ background: toCss(paint) }}
              className="h-9 touch:h-11"
            />
          ))}
        </ChoiceGroup>
        <BackgroundImage
          background={document.background}
          onChoose={(background) => send({ type: 'scene.setBackground', sceneId, background })}
        />
        <CustomBackground
          background={document.background}
          onChoose={(background) => send({ type: 'scene.setBackground', sceneId, background })}
        />
      </Section>
      <Section title="Logo" subject={`scene:${sceneId}/logo`}>
        <LogoEditor key={sceneId} sceneId={sceneId} logo={document.logo} />
      </Section>
      <Section title="Names" subject={`scene:${sceneId}/nameTags`}>
        <div className="flex items-center justify-between gap-3">
          <label htmlFor={nameTagsId}>Name tags on pictures</label>
          <Switch
            id={nameTagsId}
            checked={document.nameTags}
            onCheckedChange={(nameTags) => send({ type: 'scene.setNameTags', sceneId, nameTags })}
          />
        </div>
      </Section>
      <Section title="Title card" subject={`scene:${sceneId}/card`}>
        <CardEditor key={sceneId} scene={scene} />
      </Section>
    </fieldset>
  );
}

function Section({ title, subject, children }: { title: string; subject: string; children: ReactNode }) {
  return (
    <section className="flex flex-col gap-2.5 rounded-md border border-line bg-surface-2 p-3">
      <h3 className="font-semibold">{title}</h3>
      <EditGuard subject={subject}>{children}</EditGuard>
    </section>
  );
}

const DIRECTIONS = [
  { angleDeg: 135, label: 'Diagonal' },
  { angleDeg: 180, label: 'Top to bottom' },
  { angleDeg: 90, label: 'Left to right' },
] as const;

function CustomBackground({
  background,
  onChoose,
}: {
  background: Paint;
  onChoose: (background: Paint) => void;
}) {
  const flat = flatPaint(background);
  const from = flat.kind === 'color' ? flat.color : flat.from;
  const to = flat.kind === 'color' ? flat.color : flat.to;
  const angleDeg = flat.kind === 'color' ? DIRECTIONS[0].angleDeg : flat.angleDeg;
  const gradient = (part: Partial<{ from: string; to: string; angleDeg: number }>) =>
    onChoose({ kind: 'gradient', from, to, angleDeg, ...part });
  return (
    <div className="flex items-end gap-2">
      <ColorField label="From" value={from} onChange={(color) => gradient({ from: color })} />
      <ColorField label="To" value={to} onChange={(color) => gradient({ to: color })} />
      <Field label="Direction" className="min-w-0 flex-1">
        {(control) => (
          <Select
            {...control}
            value={angleDeg}
            onChange={(event) => gradient({ angleDeg: Number(event.target.value) })}
          >
            {DIRECTIONS.map((direction) => (
              <option key={direction.angleDeg} value={direction.angleDeg}>
                {direction.label}
              </option>
            ))}
          </Select>
        )}
      </Field>
    </div>
  );
}

function ColorField({
  label,
  value,
  onChange,
}: {
  label: string;
  value: string;
  onChange: (color: string) => void;
}) {
  return (
    <Field label={label}>
      {(control) => (
        <input
          {...control}
          type="color"
          value={value.toLowerCase()}
          onChange={(event) => onChange(event.target.value)}
          className="h-9 w-12 rounded-sm border border-line-strong bg-surface-2 p-1 touch:h-12"
        />
      )}
    </Field>
  );
}

function toCss(paint: Paint): string {
  const flat = flatPaint(paint);
  return flat.kind === 'color'
    ? flat.color
    : `linear-gradient(${flat.angleDeg}deg, ${flat.from}, ${flat.to})`;
}
