'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useId, useState } from 'react';
import { Button } from '@/components/ui/button';
import { Dialog } from '@/components/ui/dialog';
import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';
import { errorText } from '@/lib/browser/api/error-text';
import { useTRPC } from '@/lib/browser/api/trpc-context';
import type { AssetView } from '@/lib/core/contract/asset';
import { ASSET_LIMITS } from '@/lib/core/contract/asset-limits';

export function RenameAssetDialog({ asset, onClose }: { asset: AssetView; onClose: () => void }) {
  const formId = useId();
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const [name, setName] = useState(asset.name);
  const rename = useMutation(
    trpc.assets.rename.mutationOptions({
      onSuccess: async () => {
        await queryClient.invalidateQueries({ queryKey: trpc.assets.pathKey() });
        onClose();
      },
    }),
  );
  return (
    <Dialog
      isOpen
      onOpenChange={onClose}
      width="small"
      title="Rename file"
      footer={
        <>
          <Button variant="ghost" onClick={onClose}>
            Cancel
          </Button>
          <Button type="submit" form={formId} variant="primary" isLoading={rename.isPending}>
            Rename
          </Button>
        </>
      }
    >
      <form
        id={formId}
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          rename.mutate({ assetId: asset.assetId, name });
        }}
      >
        <Field
          label="Name"
          hint="Shows that use it go on using it."
          error={rename.error ? errorText(rename.error) : undefined}
        >
          {(control) => (
            <Input
              {...control}
              autoComplete="off"
              maxLength={ASSET_LIMITS.nameChars}
              value={name}
              onChange={(event) => setName(event.target.value)}
            />
          )}
        </Field>
      </form>
    </Dialog>
  );
}
