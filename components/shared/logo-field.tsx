'use client';

import { Button } from '@/components/ui/button';
import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';
import type { Logo } from '@/lib/core/contract/logo';
import { ImageField } from './image-field';

const TEXT_CHARS_MAX = 40;

export interface LogoFieldProps {
  logo: Logo;
  error?: string | undefined;
  onChange: (logo: Logo) => void;
}

/** A few words or an image. */
export function LogoField({ logo, error, onChange }: LogoFieldProps) {
  return (
    <>
      <Field label="Logo text" error={error}>
        {(control) => (
          <Input
            {...control}
            value={logo.kind === 'text' ? logo.text : ''}
            maxLength={TEXT_CHARS_MAX}
            placeholder={logo.kind === 'image' ? 'An image is chosen' : 'FRIDAY PANEL'}
            onChange={({ target: { value } }) =>
              onChange(value.trim() === '' ? { kind: 'none' } : { kind: 'text', text: value })
            }
          />
        )}
      </Field>
      <ImageField label="Or a logo image" onImage={(dataUrl) => onChange({ kind: 'image', dataUrl })} />
      {logo.kind === 'image' && (
        <div className="flex items-center gap-3">
          {/* eslint-disable-next-line @next/next/no-img-element -- a data URL, or behind the session: nothing to optimise */}
          <img
            src={logo.dataUrl}
            alt="The chosen logo"
            className="stage-ground h-12 max-w-40 rounded-sm object-contain p-1"
          />
          <Button size="small" variant="ghost" onClick={() => onChange({ kind: 'none' })}>
            Remove the image
          </Button>
        </div>
      )}
    </>
  );
}
