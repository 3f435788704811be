'use client';

import { AddressCard } from '@/components/shared/address-card';
import { Dialog } from '@/components/ui/dialog';
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
      <AddressCard
        url={remoteUrl}
        label="Address"
        hint="Sign in there with your own account. Whoever has the address and no account of this workspace cannot open it."
        codeLabel="QR code of the remote"
      >
        {isOnlyHere(remoteUrl) && (
          <p className="text-warn">
            This address works on this computer only. Start with --https, or set PUBLIC_URL, and your phone
            reaches it.
          </p>
        )}
      </AddressCard>
    </Dialog>
  );
}

const isOnlyHere = (url: string): boolean => /^(localhost|127\.|\[::1\])/.test(new URL(url).hostname);
