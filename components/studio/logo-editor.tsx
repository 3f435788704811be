'use client';

import { useState } from 'react';
import { AssetPicker } from '@/components/shared/media/asset-picker';
import { Button } from '@/components/ui/button';
import { Field } from '@/components/ui/field';
import { FILE_BUTTON, Input } from '@/components/ui/input';
import { assetUrl } from '@/lib/core/contract/asset';
import { LIMITS } from '@/lib/core/contract/limits';
import type { Logo } from '@/lib/core/contract/logo';
import { useSend } from './studio-context';
import { OverwriteNote } from './team/overwrite-note';
import { useDraft } from './team/use-draft';

const TEXT_CHARS_MAX = 40;
const IMAGE_TYPES = 'image/png,image/jpeg,image/webp';

/** The sign in the corner of the program: a few words, an image, or none. */
export function LogoEditor({ sceneId, logo }: { sceneId: string; logo: Logo }) {
  const send = useSend();
  const text = useDraft(logo.kind === 'text' ? logo.text : '');
  const [error, setError] = useState<string>();
  const setLogo = (next: Logo) => send({ type: 'scene.setLogo', sceneId, logo: next });

  async function takeImage(file: File | undefined): Promise<void> {
    if (!file) return;
    const dataUrl = await readDataUrl(file);
    if (!dataUrl || dataUrl.length > LIMITS.imageDataUrlBytes)
      return setError('This image is too large. Use one below 140 kB: a logo needs no more.');
    setError(undefined);
    setLogo({ kind: 'image', dataUrl });
  }

  return (
    <>
      <form
        className="flex items-end gap-2"
        onSubmit={(event) => {
          event.preventDefault();
          const trimmed = text.value.trim();
          text.drop();
          setLogo(trimmed === '' ? { kind: 'none' } : { kind: 'text', text: trimmed });
        }}
      >
        <Field label="Text" className="min-w-0 flex-1">
          {(control) => (
            <Input
              {...control}
              value={text.value}
              maxLength={TEXT_CHARS_MAX}
              placeholder="FRIDAY PANEL"
              onChange={(event) => text.set(event.target.value)}
            />
          )}
        </Field>
        <Button type="submit" className="h-9" aria-label="Set the logo's text">
          Set
        </Button>
      </form>
      {text.theirs && <OverwriteNote theirs={text.theirs.value} onTakeTheirs={text.drop} />}
      <Field label="Or an image" error={error}>
        {(control) => (
          <input
            {...control}
            type="file"
            accept={IMAGE_TYPES}
            onChange={(event) => void takeImage(event.target.files?.[0])}
            className={FILE_BUTTON}
          />
        )}
      </Field>
      <AssetPicker
        label="Image from the library"
        kind="image"
        onChoose={({ assetId }) => {
          setError(undefined);
          setLogo({ kind: 'image', dataUrl: assetUrl(assetId) });
        }}
      />
      {logo.kind !== 'none' && (
        <Button
          size="small"
          variant="ghost"
          className="self-start"
          onClick={() => {
            text.drop();
            setLogo({ kind: 'none' });
          }}
        >
          Remove the logo
        </Button>
      )}
    </>
  );
}

function readDataUrl(file: File): Promise<string | null> {
  return new Promise((resolve) => {
    const reader = new FileReader();
    reader.onload = () => resolve(typeof reader.result === 'string' ? reader.result : null);
    reader.onerror = () => resolve(null);
    reader.readAsDataURL(file);
  });
}
