'use client';

import { QrCode } from '@/components/shared/qr-code';
import { CopyButton } from '@/components/ui/copy-button';
import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';

export function InviteLink({ url }: { url: string }) {
  return (
    <div className="flex flex-col gap-4 sm:flex-row">
      <QrCode text={url} label="QR code of the guest link" className="mx-auto size-40 shrink-0" />
      <div className="flex min-w-0 flex-1 flex-col gap-3">
        <Field
          label="Link"
          hint="Shown only now. Copy it before you close this; a lost link is replaced by a new one."
        >
          {(control) => (
            <Input
              {...control}
              readOnly
              value={url}
              autoFocus
              onFocus={(event) => event.target.select()}
              className="font-mono text-sm"
            />
          )}
        </Field>
        <CopyButton text={url} label="Copy link" variant="primary" />
      </div>
    </div>
  );
}
