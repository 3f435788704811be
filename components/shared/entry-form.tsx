'use client';

import type { ComponentProps, ReactNode } from 'react';
import { Button } from '@/components/ui/button';
import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';
import { ACCOUNT } from '@/lib/core/access/account-rules';
import { FormError } from './form-error';

export interface EntryFormProps {
  /** What the button says. */
  action: string;
  isLoading: boolean;
  /** Why the server refused, in user text. */
  refusal?: string | null;
  onSubmit: () => Promise<void>;
  children: ReactNode;
}

/** The form of an entry page: setup, sign-in, invitation. */
export function EntryForm({ action, isLoading, refusal = null, onSubmit, children }: EntryFormProps) {
  return (
    <form
      // Pressed before the page is alive, a form submits itself: never with a password in the address.
      method="post"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void onSubmit();
      }}
      className="flex flex-col gap-4"
    >
      <FormError text={refusal} />
      {children}
      <Button type="submit" variant="primary" size="large" className="mt-1 w-full" isLoading={isLoading}>
        {action}
      </Button>
    </form>
  );
}

export interface EntryFieldProps extends ComponentProps<'input'> {
  label: string;
  hint?: string;
  error?: string | undefined;
}

/** A labelled line; the rest goes to the input: `{...form.register('name')}`. */
export function EntryField({ label, hint, error, className = 'h-11', ...input }: EntryFieldProps) {
  return (
    <Field label={label} hint={hint} error={error}>
      {(control) => <Input {...control} className={className} {...input} />}
    </Field>
  );
}

type NamedFieldProps = Omit<EntryFieldProps, 'label' | 'type' | 'autoComplete'>;

export function PersonNameField(props: NamedFieldProps) {
  return <EntryField label="Your name" autoComplete="name" {...props} />;
}

export function EmailField(props: NamedFieldProps) {
  return <EntryField label="Email" type="email" autoComplete="username" {...props} />;
}

/** @param isNew - a password that is being chosen: says what it must have, and lets the browser suggest one. */
export function PasswordField({ isNew = false, ...props }: NamedFieldProps & { isNew?: boolean }) {
  const hint = isNew ? { hint: `At least ${ACCOUNT.passwordCharsMin} characters.` } : {};
  return (
    <EntryField
      label="Password"
      type="password"
      autoComplete={isNew ? 'new-password' : 'current-password'}
      {...hint}
      {...props}
    />
  );
}
