import { AddressCard } from '@/components/shared/address-card';

export function InviteLink({ url }: { url: string }) {
  return (
    <AddressCard
      url={url}
      label="Link"
      hint="Shown only now. Copy it before you close this; a lost link is replaced by a new one."
      codeLabel="QR code of the guest link"
      autoFocus
    />
  );
}
