'use client';

import { zodResolver } from '@hookform/resolvers/zod';
import { useForm } from 'react-hook-form';
import { z } from 'zod';
import { FormError } from '@/components/shared/form-error';
import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';
import { Select } from '@/components/ui/select';
import { errorText } from '@/lib/browser/api/error-text';
import type { ApiInputs } from '@/lib/browser/api/api-types';
import { LIMITS } from '@/lib/core/contract/limits';

const HOUR_MS = 60 * 60 * 1_000;
const LIFETIMES = [
  { id: 'day', label: '24 hours', ms: 24 * HOUR_MS },
  { id: 'week', label: '7 days', ms: 7 * 24 * HOUR_MS },
  { id: 'month', label: '30 days', ms: 30 * 24 * HOUR_MS },
  { id: 'never', label: 'Until revoked', ms: null },
] as const;
const USES = [
  { id: '1', label: 'One person', count: 1 },
  { id: '5', label: '5 people', count: 5 },
  { id: '12', label: '12 people', count: 12 },
  { id: 'any', label: 'Anyone with the link', count: null },
] as const;

const schema = z.object({
  label: z
    .string()
    .trim()
    .min(1, 'Say who it is for, so that you recognise it in the list.')
    .max(LIMITS.nameChars, `Use at most ${LIMITS.nameChars} characters.`),
  role: z.enum(['guest', 'host']),
  uses: z.enum(['1', '5', '12', 'any']),
  lifetime: z.enum(['day', 'week', 'month', 'never']),
});

type InviteValues = Omit<ApiInputs['invites']['create'], 'showId'>;

export function InviteForm({
  formId,
  error,
  onSubmit,
}: {
  formId: string;
  error: unknown;
  onSubmit: (values: InviteValues) => void;
}) {
  const form = useForm({
    resolver: zodResolver(schema),
    defaultValues: { label: '', role: 'guest' as const, uses: '1' as const, lifetime: 'week' as const },
  });
  const submit = form.handleSubmit(({ label, role, uses, lifetime }) => {
    const lifetimeMs = LIFETIMES.find((choice) => choice.id === lifetime)?.ms ?? null;
    onSubmit({
      label,
      role,
      maxUses: USES.find((choice) => choice.id === uses)?.count ?? null,
      expiresAt: expiryAfter(lifetimeMs),
    });
  });
  return (
    <form id={formId} noValidate onSubmit={(event) => void submit(event)} className="flex flex-col gap-4">
      <FormError text={error ? errorText(error) : null} />
      <Field
        label="Who is it for"
        hint="Only producers see this name."
        error={form.formState.errors.label?.message}
      >
        {(control) => (
          <Input
            {...control}
            autoComplete="off"
            placeholder="Guest of the week"
            {...form.register('label')}
          />
        )}
      </Field>
      <div className="grid gap-4 sm:grid-cols-3">
        <Field label="Joins as">
          {(control) => (
            <Select {...control} {...form.register('role')}>
              <option value="guest">Guest</option>
              <option value="host">Host</option>
            </Select>
          )}
        </Field>
        <Field label="Works for">
          {(control) => (
            <Select {...control} {...form.register('uses')}>
              {USES.map((choice) => (
                <option key={choice.id} value={choice.id}>
                  {choice.label}
                </option>
              ))}
            </Select>
          )}
        </Field>
        <Field label="Valid for">
          {(control) => (
            <Select {...control} {...form.register('lifetime')}>
              {LIFETIMES.map((choice) => (
                <option key={choice.id} value={choice.id}>
                  {choice.label}
                </option>
              ))}
            </Select>
          )}
        </Field>
      </div>
    </form>
  );
}

function expiryAfter(lifetimeMs: number | null): Date | null {
  return lifetimeMs === null ? null : new Date(Date.now() + lifetimeMs);
}
