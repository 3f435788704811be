import type { ReactNode } from 'react';
import { CopyButton } from '@/components/ui/copy-button';
import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';
import { QrCode } from './qr-code';

export interface AddressCardProps {
  url: string;
  /** Of the field, as in `Link`; the button copies it by that name. */
  label: string;
  hint: string;
  /** Of the code, for screen readers. */
  codeLabel: string;
  autoFocus?: boolean;
  /** Stands between the address and the button. */
  children?: ReactNode;
}

/** An address to take elsewhere: as a code for a phone, to read, and to copy. */
export function AddressCard({ url, label, hint, codeLabel, autoFocus = false, children }: AddressCardProps) {
  return (
    <div className="flex flex-col gap-4 sm:flex-row">
      <QrCode text={url} label={codeLabel} className="mx-auto size-44 shrink-0" />
      <div className="flex min-w-0 flex-1 flex-col gap-3">
        <Field label={label} hint={hint}>
          {(control) => (
            <Input
              {...control}
              readOnly
              value={url}
              autoFocus={autoFocus}
              onFocus={(event) => event.target.select()}
              className="font-mono text-sm"
            />
          )}
        </Field>
        {children}
        <CopyButton text={url} label={`Copy ${label.toLowerCase()}`} variant="primary" />
      </div>
    </div>
  );
}
