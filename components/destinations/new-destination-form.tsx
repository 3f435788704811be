'use client';

import { zodResolver } from '@hookform/resolvers/zod';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useId } from 'react';
import { useForm, type UseFormRegister, type UseFormSetValue } from 'react-hook-form';
import { FormError } from '@/components/shared/form-error';
import { Button } from '@/components/ui/button';
import { Dialog } from '@/components/ui/dialog';
import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';
import { toast } from '@/components/ui/toast';
import { errorText } from '@/lib/browser/api/error-text';
import { useTRPC } from '@/lib/browser/api/trpc-context';
import type { DestinationPreset } from '@/lib/core/presets/destination-presets';
import { AddressFields, type AddressValues } from './address-fields';
import { newDestinationSchema } from './destination-schema';

export interface NewDestinationFormProps {
  preset: DestinationPreset;
  onBack: () => void;
  onClose: () => void;
}

export function NewDestinationForm({ preset, onBack, onClose }: NewDestinationFormProps) {
  const formId = useId();
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const server = preset.servers[0];
  const form = useForm({
    resolver: zodResolver(newDestinationSchema(preset)),
    defaultValues: {
      name: preset.label,
      url: server?.url ?? '',
      backupUrl: server?.backupUrl ?? '',
      key: '',
    },
  });
  const { errors } = form.formState;
  const creation = useMutation(
    trpc.destinations.create.mutationOptions({
      onSuccess: async (created) => {
        await queryClient.invalidateQueries({ queryKey: trpc.destinations.pathKey() });
        toast.success(`${created.name} is ready to use`, { description: 'Switch it on in a show.' });
        onClose();
      },
    }),
  );
  const submit = form.handleSubmit(({ name, url, backupUrl, key }) =>
    creation.mutate({
      platform: preset.platform,
      name,
      url,
      backupUrl: backupUrl === '' ? null : backupUrl,
      key,
    }),
  );

  return (
    <Dialog
      isOpen
      onOpenChange={onClose}
      title={preset.platform === 'test' ? 'Add the test destination' : `Add ${preset.label}`}
      description={preset.platform === 'test' ? preset.keyHelp : undefined}
      footer={
        <>
          <Button variant="ghost" className="mr-auto" onClick={onBack}>
            Back
          </Button>
          <Button type="submit" form={formId} variant="primary" isLoading={creation.isPending}>
            Add destination
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
        <FormError text={creation.error ? errorText(creation.error) : null} />
        <AddressFields
          preset={preset}
          initialUrl={server?.url ?? ''}
          // Both know more fields than these three; react-hook-form's types cannot say "at least".
          register={form.register as unknown as UseFormRegister<AddressValues>}
          setValue={form.setValue as unknown as UseFormSetValue<AddressValues>}
          errors={errors}
        />
        {preset.platform !== 'test' && (
          <Field
            label="Stream key"
            hint={preset.keyHelp}
            isOptional={!preset.needsKey}
            error={errors.key?.message}
          >
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
        )}
      </form>
    </Dialog>
  );
}
