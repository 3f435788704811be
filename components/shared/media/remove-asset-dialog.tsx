'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { FormError } from '@/components/shared/form-error';
import { AlertDialog } from '@/components/ui/alert-dialog';
import { errorText } from '@/lib/browser/api/error-text';
import { useTRPC } from '@/lib/browser/api/trpc-context';
import type { AssetView } from '@/lib/core/contract/asset';

/** Stays open with the reason when something still uses the file. */
export function RemoveAssetDialog({ asset, onClose }: { asset: AssetView; onClose: () => void }) {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const remove = useMutation(
    trpc.assets.remove.mutationOptions({
      onSuccess: async () => {
        await queryClient.invalidateQueries({ queryKey: trpc.assets.pathKey() });
        onClose();
      },
    }),
  );
  return (
    <AlertDialog
      isOpen
      onOpenChange={onClose}
      title={`Delete “${asset.name}”?`}
      description="The file is removed from this server and cannot be brought back."
      confirmLabel="Delete file"
      isLoading={remove.isPending}
      onConfirm={() => remove.mutate({ assetId: asset.assetId })}
    >
      {remove.error && (
        <div className="mt-3">
          <FormError text={errorText(remove.error)} />
        </div>
      )}
    </AlertDialog>
  );
}
