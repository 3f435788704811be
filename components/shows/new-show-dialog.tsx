'use client';

import { zodResolver } from '@hookform/resolvers/zod';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
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
import { TEMPLATES, TemplatePicture } from './show-templates';

const schema = z.object({
  title: z
    .string()
    .trim()
    .min(1, 'Give the show a title, as viewers will see it.')
    .max(LIMITS.titleChars, `Use at most ${LIMITS.titleChars} characters.`),
  template: z.enum(['interview', 'panel', 'solo', 'presentation']),
  /** Local time of `<input type="datetime-local">`; empty when there is no date yet. */
  startsAt: z
    .string()
    .refine((text) => text === '' || !Number.isNaN(Date.parse(text)), 'Choose a date and a time.'),
});
type NewShow = z.infer<typeof schema>;

export function NewShowDialog({
  isOpen,
  onOpenChange,
}: {
  isOpen: boolean;
  onOpenChange: (isOpen: boolean) => void;
}) {
  const formId = useId();
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const router = useRouter();
  const form = useForm<NewShow>({
    resolver: zodResolver(schema),
    defaultValues: { title: '', template: 'interview', startsAt: '' },
  });
  const { errors } = form.formState;
  const creation = useMutation(
    trpc.shows.create.mutationOptions({
      onSuccess: ({ showId }) => {
        void queryClient.invalidateQueries({ queryKey: trpc.shows.pathKey() });
        router.push(`/shows/${showId}`);
      },
    }),
  );
  const submit = form.handleSubmit(({ title, template, startsAt }) =>
    creation.mutate({ title, template, scheduledAt: startsAt === '' ? null : new Date(startsAt) }),
  );

  return (
    <Dialog
      isOpen={isOpen}
      onOpenChange={onOpenChange}
      title="New show"
      description="A template brings scenes to start from; everything can change later."
      footer={
        <>
          <Button variant="ghost" onClick={() => onOpenChange(false)}>
            Cancel
          </Button>
          <Button
            type="submit"
            form={formId}
            variant="primary"
            isLoading={creation.isPending || creation.isSuccess}
          >
            Create show
          </Button>
        </>
      }
    >
      <form id={formId} noValidate onSubmit={(event) => void submit(event)} className="flex flex-col gap-5">
        <FormError text={creation.error ? errorText(creation.error) : null} />
        <Field label="Title" error={errors.title?.message}>
          {(control) => (
            <Input
              {...control}
              autoComplete="off"
              placeholder="The Friday Panel"
              {...form.register('title')}
            />
          )}
        </Field>
        <fieldset>
          <legend className="mb-1.5 font-[560]">Template</legend>
          <div className="grid grid-cols-2 gap-2.5 sm:grid-cols-4">
            {TEMPLATES.map((template) => (
              <label
                key={template.id}
                className="flex cursor-pointer flex-col gap-2 rounded-md border border-line-strong bg-surface-2 p-2 transition-colors hover:border-ink-3 has-checked:border-accent has-checked:bg-accent-soft has-focus-visible:outline-2 has-focus-visible:outline-offset-2 has-focus-visible:outline-accent-text"
              >
                <input type="radio" value={template.id} className="sr-only" {...form.register('template')} />
                <TemplatePicture template={template} />
                <span className="px-0.5">
                  <span className="block font-[600]">{template.name}</span>
                  <span className="block text-sm text-ink-2">{template.text}</span>
                </span>
              </label>
            ))}
          </div>
        </fieldset>
        <Field
          label="Starts"
          hint="In your local time. Leave it empty to go live whenever you like."
          isOptional
          error={errors.startsAt?.message}
        >
          {(control) => (
            <Input
              {...control}
              type="datetime-local"
              className="sm:max-w-60"
              {...form.register('startsAt')}
            />
          )}
        </Field>
      </form>
    </Dialog>
  );
}
