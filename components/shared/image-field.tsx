'use client';

import { useState } from 'react';
import { AssetPicker } from './media/asset-picker';
import { Field } from '@/components/ui/field';
import { FILE_BUTTON } from '@/components/ui/input';
import { assetUrl } from '@/lib/core/contract/asset';
import { fitImage } from '@/lib/browser/paint/fit-image';

export interface ImageFieldProps {
  label: string;
  error?: string | undefined;
  /** A data URL within LIMITS.imageDataUrlBytes, or the address of a file of the library. */
  onImage: (dataUrl: string) => void;
}

/** Chooses an image file; one that is too large is made smaller here, and that is said. */
export function ImageField({ label, error, onImage }: ImageFieldProps) {
  const [note, setNote] = useState<{ error?: string; hint?: string }>({});
  const take = async (file: File | undefined) => {
    if (!file) return;
    const fitted = await fitImage(file).catch(() => null);
    if (fitted?.status !== 'ok') {
      return setNote({ error: fitted?.reason ?? 'This file could not be read. Choose it again.' });
    }
    setNote(fitted.isReduced ? { hint: 'The image was made smaller to fit the show.' } : {});
    onImage(fitted.dataUrl);
  };
  return (
    <div className="flex flex-col gap-2">
      <Field label={label} error={note.error ?? error} hint={note.hint ?? 'PNG, JPEG or WebP.'}>
        {(control) => (
          <input
            {...control}
            type="file"
            accept="image/png,image/jpeg,image/webp"
            onChange={(event) => void take(event.target.files?.[0])}
            className={FILE_BUTTON}
          />
        )}
      </Field>
      <AssetPicker
        label="Image from the library"
        kind="image"
        onChoose={({ assetId }) => {
          setNote({});
          onImage(assetUrl(assetId));
        }}
      />
    </div>
  );
}
