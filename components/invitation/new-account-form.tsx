'use client';

import { zodResolver } from '@hookform/resolvers/zod';
import { useForm } from 'react-hook-form';
import { z } from 'zod';
import { newPasswordSchema, personNameSchema } from '@/components/shared/account-schemas';
import { EmailField, EntryForm, PasswordField, PersonNameField } from '@/components/shared/entry-form';

const schema = z.object({ name: personNameSchema, password: newPasswordSchema });
export type NewAccount = z.infer<typeof schema>;

export interface NewAccountFormProps {
  email: string;
  isLoading: boolean;
  refusal: string | null;
  onSubmit: (account: NewAccount) => void;
}

export function NewAccountForm({ email, isLoading, refusal, onSubmit }: NewAccountFormProps) {
  const form = useForm<NewAccount>({
    resolver: zodResolver(schema),
    defaultValues: { name: '', password: '' },
  });
  const { errors } = form.formState;
  return (
    <EntryForm
      action="Create account and join"
      isLoading={isLoading}
      refusal={refusal}
      onSubmit={form.handleSubmit(onSubmit)}
    >
      <EmailField
        hint="The address you were invited with."
        readOnly
        value={email}
        className="h-11 text-ink-2"
      />
      <PersonNameField error={errors.name?.message} {...form.register('name')} />
      <PasswordField isNew error={errors.password?.message} {...form.register('password')} />
    </EntryForm>
  );
}
