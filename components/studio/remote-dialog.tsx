'use client';

import { QrCode } from '@/components/shared/qr-code';
import { CopyButton } from '@/components/ui/copy-button';
import { Dialog } from '@/components/ui/dialog';
import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';
import { useStudio } from './studio-context';

/** The way to this show's remote on a phone. The address carries no secret: whoever opens it signs in there. */
export function RemoteDialog({
  isOpen,
  onOpenChange,
}: {
  isOpen: boolean;
  onOpenChange: (isOpen: boolean) => void;
}) {
  const { remoteUrl } = useStudio();
  return (
    <Dialog
      isOpen={isOpen}
      onOpenChange={onOpenChange}
      title="Open the remote on your phone"
      description="Scenes, people, graphics and clips in your hand. This computer goes on drawing the program."
    >
      <div className="flex flex-col gap-4 sm:flex-row">
        <QrCode text={remoteUrl} label="QR code of the remote" className="mx-auto size-44 shrink-0" />
        <div className="flex min-w-0 flex-1 flex-col gap-3">
          <Field
            label="Address"
            hint="Sign in there with your own account. Whoever has the address and no account of this workspace cannot open it."
          >
            {(control) => (
              <Input
                {...control}
                readOnly
                value={remoteUrl}
                onFocus={(event) => event.target.select()}
                className="font-mono text-sm"
              />
            )}
          </Field>
          {isOnlyHere(remoteUrl) && (
            <p className="text-warn">
              This address works on this computer only. Start with --https, or set PUBLIC_URL, and your phone
              reaches it.
            </p>
          )}
          <CopyButton text={remoteUrl} label="Copy address" variant="primary" />
        </div>
      </div>
    </Dialog>
  );
}

const isOnlyHere = (url: string): boolean => /^(localhost|127\.|\[::1\])/.test(new URL(url).hostname);
