'use client';

import { ArrowLeft } from 'lucide-react';
import { useId, useState } from 'react';
import { AssetPicture } from '@/components/shared/media/asset-picture';
import { Field } from '@/components/ui/field';
import { IconButton } from '@/components/ui/icon-button';
import { Input } from '@/components/ui/input';
import { Select } from '@/components/ui/select';
import { Switch } from '@/components/ui/switch';
import { LIMITS } from '@/lib/core/contract/limits';
import type { MediaItem, MediaThen } from '@/lib/core/contract/media';
import { Fader } from '../fader';
import { useSend, useShow } from '../studio-context';

const FADES_MS = [0, 300, 500, 1_000, 2_000, 5_000] as const;

interface CueEditorProps {
  item: MediaItem;
  hasThumbnail: boolean;
  onClose: () => void;
}

/** How one cue is played. Each change holds at once, also while it plays. */
export function CueEditor({ item, hasThumbnail, onClose }: CueEditorProps) {
  const send = useSend();
  const { assetId, kind, hasSound: _hasSound, ...settings } = item;
  const change = (part: Partial<typeof settings>) => send({ type: 'media.update', ...settings, ...part });
  return (
    <form
      aria-label={`Edit ${item.name}`}
      className="flex flex-col gap-3"
      onSubmit={(event) => event.preventDefault()}
    >
      <header className="flex items-center gap-2">
        <IconButton
          size="small"
          variant="ghost"
          label="Back to the list"
          icon={<ArrowLeft />}
          onClick={onClose}
        />
        <h3 className="min-w-0 flex-1 truncate font-semibold">{item.name}</h3>
      </header>
      {kind !== 'audio' && <AssetPicture asset={{ assetId, kind, hasThumbnail }} />}
      <NameField item={item} onChange={(name) => change({ name })} />
      {kind === 'image' && <LengthField item={item} onChange={(durationMs) => change({ durationMs })} />}
      {item.hasSound && (
        <Fader
          label={`Level of ${item.name}`}
          subject={`media:${item.mediaId}`}
          gainDb={item.gainDb}
          reason={null}
          onChange={(gainDb) => change({ gainDb })}
        />
      )}
      <div className="grid grid-cols-2 gap-2">
        <Field label="Fades in and out">
          {(control) => (
            <Select
              {...control}
              value={item.fadeMs}
              onChange={(event) => change({ fadeMs: Number(event.target.value) })}
            >
              {[...new Set([...FADES_MS, item.fadeMs])]
                .sort((a, b) => a - b)
                .map((fadeMs) => (
                  <option key={fadeMs} value={fadeMs}>
                    {fadeMs === 0 ? 'Cuts' : `${fadeMs / 1_000} s`}
                  </option>
                ))}
            </Select>
          )}
        </Field>
        {kind !== 'audio' && (
          <Field label="Fills the picture">
            {(control) => (
              <Select
                {...control}
                value={item.fit}
                onChange={(event) => change({ fit: event.target.value === 'cover' ? 'cover' : 'contain' })}
              >
                <option value="contain">All of it is seen</option>
                <option value="cover">Cut at the edges</option>
              </Select>
            )}
          </Field>
        )}
      </div>
      {kind !== 'image' && (
        <Toggle
          label="Over and over, until you stop it"
          isOn={item.loop}
          onChange={(loop) => change({ loop })}
        />
      )}
      {item.hasSound && (
        <Toggle label="Without its sound" isOn={item.muted} onChange={(muted) => change({ muted })} />
      )}
      <ThenField item={item} onChange={(then) => change({ then })} />
    </form>
  );
}

function NameField({ item, onChange }: { item: MediaItem; onChange: (name: string) => void }) {
  const [name, setName] = useState(item.name);
  const save = () => {
    const trimmed = name.trim();
    if (trimmed === '') setName(item.name);
    else if (trimmed !== item.name) onChange(trimmed);
  };
  return (
    <Field label="Name in the list">
      {(control) => (
        <Input
          {...control}
          value={name}
          maxLength={LIMITS.nameChars}
          onChange={(event) => setName(event.target.value)}
          onBlur={save}
          onKeyDown={(event) => event.key === 'Enter' && save()}
        />
      )}
    </Field>
  );
}

const PICTURE_MS = 10_000;

function LengthField({
  item: { durationMs },
  onChange,
}: {
  item: MediaItem;
  onChange: (durationMs: number | null) => void;
}) {
  return (
    <div className="grid grid-cols-2 gap-2">
      <Field label="Is shown">
        {(control) => (
          <Select
            {...control}
            value={durationMs === null ? 'open' : 'timed'}
            onChange={(event) => onChange(event.target.value === 'open' ? null : PICTURE_MS)}
          >
            <option value="open">Until you stop it</option>
            <option value="timed">For a time</option>
          </Select>
        )}
      </Field>
      {durationMs !== null && (
        <Field label="Seconds">
          {(control) => (
            <Input
              {...control}
              type="number"
              min={1}
              max={3_600}
              step={1}
              defaultValue={durationMs / 1_000}
              onBlur={(event) => {
                const seconds = Number(event.target.value);
                if (seconds >= 1 && seconds <= 3_600) onChange(Math.round(seconds * 1_000));
              }}
            />
          )}
        </Field>
      )}
    </div>
  );
}

function ThenField({ item, onChange }: { item: MediaItem; onChange: (then: MediaThen) => void }) {
  const { scenes } = useShow();
  const { then } = item;
  const endsAlone = !item.loop && item.durationMs !== null;
  const value = then.kind === 'scene' ? `scene:${then.sceneId}` : then.kind;
  const isGone = then.kind === 'scene' && !scenes.some(({ sceneId }) => sceneId === then.sceneId);
  return (
    <Field label="At its end" hint={endsAlone ? undefined : 'It does not end by itself, so nothing follows.'}>
      {(control) => (
        <Select
          {...control}
          value={value}
          onChange={({ target }) =>
            onChange(
              target.value.startsWith('scene:')
                ? { kind: 'scene', sceneId: target.value.slice('scene:'.length) }
                : target.value === 'next-scene'
                  ? { kind: 'next-scene' }
                  : { kind: 'stop' },
            )
          }
        >
          <option value="stop">Back to the scene</option>
          <option value="next-scene">The next scene</option>
          {isGone && <option value={value}>A scene that is gone</option>}
          {scenes.map(({ sceneId, name }) => (
            <option key={sceneId} value={`scene:${sceneId}`}>
              {name}
            </option>
          ))}
        </Select>
      )}
    </Field>
  );
}

function Toggle({
  label,
  isOn,
  onChange,
}: {
  label: string;
  isOn: boolean;
  onChange: (isOn: boolean) => void;
}) {
  const id = useId();
  return (
    <div className="flex items-center justify-between gap-3">
      <label htmlFor={id}>{label}</label>
      <Switch id={id} checked={isOn} onCheckedChange={onChange} />
    </div>
  );
}
