'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useId, useState, type FormEvent } from 'react';
import { FormError } from '@/components/shared/form-error';
import { toLocalInput } from '@/components/shared/format-time';
import { Button } from '@/components/ui/button';
import { Dialog } from '@/components/ui/dialog';
import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';
import { errorText } from '@/lib/browser/api/error-text';
import { useTRPC } from '@/lib/browser/api/trpc-context';

export function ScheduleDialog({
  show,
  onClose,
}: {
  show: { showId: string; scheduledAt: Date | null };
  onClose: () => void;
}) {
  const formId = useId();
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const [startsAt, setStartsAt] = useState(show.scheduledAt === null ? '' : toLocalInput(show.scheduledAt));
  const schedule = useMutation(
    trpc.shows.schedule.mutationOptions({
      onSuccess: async () => {
        await queryClient.invalidateQueries({ queryKey: trpc.shows.pathKey() });
        onClose();
      },
    }),
  );
  const submit = (event: FormEvent) => {
    event.preventDefault();
    schedule.mutate({ showId: show.showId, scheduledAt: startsAt === '' ? null : new Date(startsAt) });
  };
  return (
    <Dialog
      isOpen
      onOpenChange={onClose}
      width="small"
      title="Schedule"
      description="Guests see this time when they open their link."
      footer={
        <>
          {show.scheduledAt !== null && (
            <Button
              variant="ghost"
              className="mr-auto"
              onClick={() => schedule.mutate({ showId: show.showId, scheduledAt: null })}
            >
              Remove the date
            </Button>
          )}
          <Button variant="ghost" onClick={onClose}>
            Cancel
          </Button>
          <Button type="submit" form={formId} variant="primary" isLoading={schedule.isPending}>
            Save
          </Button>
        </>
      }
    >
      <form id={formId} onSubmit={submit} className="flex flex-col gap-4">
        <FormError text={schedule.error ? errorText(schedule.error) : null} />
        <Field
          label="Starts"
          hint={`In your local time (${Intl.DateTimeFormat().resolvedOptions().timeZone}).`}
        >
          {(control) => (
            <Input
              {...control}
              type="datetime-local"
              value={startsAt}
              onChange={(event) => setStartsAt(event.target.value)}
            />
          )}
        </Field>
      </form>
    </Dialog>
  );
}
