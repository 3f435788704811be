'use client';

import { zodResolver } from '@hookform/resolvers/zod';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useId } from 'react';
import { useForm } from 'react-hook-form';
import { z } from 'zod';
import { FormError } from '@/components/shared/form-error';
import { Button } from '@/components/ui/button';
import { Dialog } from '@/components/ui/dialog';
import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';
import { toast } from '@/components/ui/toast';
import { errorText } from '@/lib/browser/api/error-text';
import { useTRPC } from '@/lib/browser/api/trpc-context';
import { keySchema } from './destination-schema';
import type { DestinationSummary } from './destination-types';

const schema = z.object({ key: keySchema(true) });

export interface ReplaceKeyDialogProps {
  destination: DestinationSummary;
  /** Where the platform shows its key. */
  keyHelp: string;
  onClose: () => void;
}

/** The old key is overwritten, never read back. */
export function ReplaceKeyDialog({ destination, keyHelp, onClose }: ReplaceKeyDialogProps) {
  const formId = useId();
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const form = useForm({ resolver: zodResolver(schema), defaultValues: { key: '' } });
  const replace = useMutation(
    trpc.destinations.replaceKey.mutationOptions({
      onSuccess: async ({ keyHint }) => {
        await queryClient.invalidateQueries({ queryKey: trpc.destinations.pathKey() });
        toast.success(`${destination.name} uses the key ending in ${keyHint}`);
        onClose();
      },
    }),
  );
  const submit = form.handleSubmit(({ key }) =>
    replace.mutate({ destinationId: destination.destinationId, key }),
  );
  return (
    <Dialog
      isOpen
      onOpenChange={onClose}
      width="small"
      title="Replace key"
      description={`${destination.name} uses the key ending in ${destination.keyHint || '(none)'}. It is overwritten for good.`}
      footer={
        <>
          <Button variant="ghost" onClick={onClose}>
            Cancel
          </Button>
          <Button type="submit" form={formId} variant="primary" isLoading={replace.isPending}>
            Replace key
          </Button>
        </>
      }
    >
      <form
        id={formId}
        noValidate
        autoComplete="off"
        onSubmit={(event) => void submit(event)}
        className="flex flex-col gap-4"
      >
        <FormError text={replace.error ? errorText(replace.error) : null} />
        <Field label="New stream key" hint={keyHelp} error={form.formState.errors.key?.message}>
          {(control) => (
            <Input
              {...control}
              type="password"
              autoComplete="new-password"
              spellCheck={false}
              {...form.register('key')}
            />
          )}
        </Field>
      </form>
    </Dialog>
  );
}
