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
import { errorText } from '@/lib/browser/api/error-text';
import { useTRPC } from '@/lib/browser/api/trpc-context';
import { LIMITS } from '@/lib/core/contract/limits';

const schema = z.object({
  title: z
    .string()
    .trim()
    .min(1, 'A show needs a title.')
    .max(LIMITS.titleChars, `Use at most ${LIMITS.titleChars} characters.`),
});

export function RenameShowDialog({
  show,
  onClose,
}: {
  show: { showId: string; title: string };
  onClose: () => void;
}) {
  const formId = useId();
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const form = useForm({ resolver: zodResolver(schema), defaultValues: { title: show.title } });
  const rename = useMutation(
    trpc.shows.rename.mutationOptions({
      onSuccess: async () => {
        await queryClient.invalidateQueries({ queryKey: trpc.shows.pathKey() });
        onClose();
      },
    }),
  );
  const submit = form.handleSubmit(({ title }) => rename.mutate({ showId: show.showId, title }));
  return (
    <Dialog
      isOpen
      onOpenChange={onClose}
      width="small"
      title="Rename show"
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
      <form id={formId} noValidate onSubmit={(event) => void submit(event)} className="flex flex-col gap-4">
        <FormError text={rename.error ? errorText(rename.error) : null} />
        <Field
          label="Title"
          hint="The address of the watch page stays the same."
          error={form.formState.errors.title?.message}
        >
          {(control) => <Input {...control} autoComplete="off" {...form.register('title')} />}
        </Field>
      </form>
    </Dialog>
  );
}
