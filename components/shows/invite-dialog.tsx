'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useId } from 'react';
import { Button } from '@/components/ui/button';
import { Dialog } from '@/components/ui/dialog';
import { useTRPC } from '@/lib/browser/api/trpc-context';
import { InviteForm } from './invite-form';
import { InviteLink } from './invite-link';

export interface InviteDialogProps {
  showId: string;
  showTitle: string;
  onClose: () => void;
}

/** Makes a guest link and shows it once: the server keeps only a hash of it. */
export function InviteDialog({ showId, showTitle, onClose }: InviteDialogProps) {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const formId = useId();
  const creation = useMutation(
    trpc.invites.create.mutationOptions({
      onSuccess: () => void queryClient.invalidateQueries({ queryKey: trpc.invites.pathKey() }),
    }),
  );
  const created = creation.data;

  return (
    <Dialog
      isOpen
      onOpenChange={onClose}
      width="medium"
      title={created ? 'Guest link' : `Invite to ${showTitle}`}
      description={
        created
          ? `For ${created.invite.label}`
          : 'Guests need no account and install nothing. They wait until a producer lets them in.'
      }
      // The link is gone for good when the dialog closes: a stray press outside must not do that.
      closesOnOutsidePress={created === undefined}
      footer={
        created ? (
          <>
            <Button className="mr-auto" onClick={() => creation.reset()}>
              Make another
            </Button>
            <Button onClick={onClose}>Done</Button>
          </>
        ) : (
          <>
            <Button variant="ghost" onClick={onClose}>
              Cancel
            </Button>
            <Button type="submit" form={formId} variant="primary" isLoading={creation.isPending}>
              Create link
            </Button>
          </>
        )
      }
    >
      {created ? (
        <InviteLink url={created.url} />
      ) : (
        <InviteForm
          formId={formId}
          error={creation.error}
          onSubmit={(values) => creation.mutate({ showId, ...values })}
        />
      )}
    </Dialog>
  );
}
