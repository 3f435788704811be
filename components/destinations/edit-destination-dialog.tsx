'use client';

import { zodResolver } from '@hookform/resolvers/zod';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useId } from 'react';
import { useForm } from 'react-hook-form';
import { FormError } from '@/components/shared/form-error';
import { Button } from '@/components/ui/button';
import { Dialog } from '@/components/ui/dialog';
import { errorText } from '@/lib/browser/api/error-text';
import { useTRPC } from '@/lib/browser/api/trpc-context';
import type { DestinationPreset } from '@/lib/core/presets/destination-presets';
import { AddressFields, type AddressValues } from './address-fields';
import { destinationSchema } from './destination-schema';
import type { DestinationSummary } from './destination-types';

export interface EditDestinationDialogProps {
  destination: DestinationSummary;
  preset: DestinationPreset;
  onClose: () => void;
}

export function EditDestinationDialog({ destination, preset, onClose }: EditDestinationDialogProps) {
  const formId = useId();
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const form = useForm<AddressValues>({
    resolver: zodResolver(destinationSchema(preset)),
    defaultValues: { name: destination.name, url: destination.url, backupUrl: destination.backupUrl ?? '' },
  });
  const update = useMutation(
    trpc.destinations.update.mutationOptions({
      onSuccess: async () => {
        await queryClient.invalidateQueries({ queryKey: trpc.destinations.pathKey() });
        onClose();
      },
    }),
  );
  const submit = form.handleSubmit(({ name, url, backupUrl }) =>
    update.mutate({
      destinationId: destination.destinationId,
      name,
      url,
      backupUrl: backupUrl === '' ? null : backupUrl,
    }),
  );
  return (
    <Dialog
      isOpen
      onOpenChange={onClose}
      title={`Edit ${destination.name}`}
      description="A show on air reconnects this destination alone; the others go on."
      footer={
        <>
          <Button variant="ghost" onClick={onClose}>
            Cancel
          </Button>
          <Button type="submit" form={formId} variant="primary" isLoading={update.isPending}>
            Save
          </Button>
        </>
      }
    >
      <form id={formId} noValidate onSubmit={(event) => void submit(event)} className="flex flex-col gap-4">
        <FormError text={update.error ? errorText(update.error) : null} />
        <AddressFields
          preset={preset}
          initialUrl={destination.url}
          register={form.register}
          setValue={form.setValue}
          errors={form.formState.errors}
        />
      </form>
    </Dialog>
  );
}
