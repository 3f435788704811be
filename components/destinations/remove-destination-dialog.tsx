'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { AlertDialog } from '@/components/ui/alert-dialog';
import { toast } from '@/components/ui/toast';
import { errorText } from '@/lib/browser/api/error-text';
import { useTRPC } from '@/lib/browser/api/trpc-context';
import type { DestinationSummary } from './destination-types';

export function RemoveDestinationDialog({
  destination,
  onClose,
}: {
  destination: DestinationSummary;
  onClose: () => void;
}) {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const remove = useMutation(
    trpc.destinations.remove.mutationOptions({
      onSuccess: async () => {
        await queryClient.invalidateQueries({ queryKey: trpc.destinations.pathKey() });
        onClose();
      },
      onError: (error) =>
        toast.error("We couldn't remove the destination", { description: errorText(error) }),
    }),
  );
  const shows = destination.showCount;
  return (
    <AlertDialog
      isOpen
      onOpenChange={onClose}
      title={`Remove ${destination.name}?`}
      description={
        shows === 0
          ? 'Its stream key is deleted from this server.'
          : `Its stream key is deleted from this server, and ${shows === 1 ? '1 show no longer goes' : `${shows} shows no longer go`} there. A show on air stops sending to it at once.`
      }
      confirmLabel="Remove destination"
      isLoading={remove.isPending}
      onConfirm={() => remove.mutate({ destinationId: destination.destinationId })}
    />
  );
}
