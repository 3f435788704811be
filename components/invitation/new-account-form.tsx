'use client';

import { zodResolver } from '@hookform/resolvers/zod';
import { useForm } from 'react-hook-form';
import { z } from 'zod';
import { newPasswordSchema, personNameSchema } from '@/components/shared/account-schemas';
import { Button } from '@/components/ui/button';
import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';
import { ACCOUNT } from '@/lib/core/access/account-rules';

const schema = z.object({ name: personNameSchema, password: newPasswordSchema });
export type NewAccount = z.infer<typeof schema>;

export interface NewAccountFormProps {
  email: string;
  isLoading: boolean;
  onSubmit: (account: NewAccount) => void;
}

export function NewAccountForm({ email, isLoading, onSubmit }: NewAccountFormProps) {
  const form = useForm<NewAccount>({
    resolver: zodResolver(schema),
    defaultValues: { name: '', password: '' },
  });
  const { errors } = form.formState;
  const submit = form.handleSubmit((account) => onSubmit(account));
  return (
    <form
      // Pressed before the page is alive, a form submits itself: never with a password in the address.
      method="post"
      noValidate
      onSubmit={(event) => void submit(event)}
      className="flex flex-col gap-4"
    >
      <Field label="Email" hint="The address you were invited with.">
        {(control) => (
          <Input
            {...control}
            type="email"
            autoComplete="username"
            readOnly
            value={email}
            className="h-11 text-ink-2"
          />
        )}
      </Field>
      <Field label="Your name" error={errors.name?.message}>
        {(control) => <Input {...control} autoComplete="name" className="h-11" {...form.register('name')} />}
      </Field>
      <Field
        label="Password"
        hint={`At least ${ACCOUNT.passwordCharsMin} characters.`}
        error={errors.password?.message}
      >
        {(control) => (
          <Input
            {...control}
            type="password"
            autoComplete="new-password"
            className="h-11"
            {...form.register('password')}
          />
        )}
      </Field>
      <Button type="submit" variant="primary" size="large" className="mt-1 w-full" isLoading={isLoading}>
        Create account and join
      </Button>
    </form>
  );
}
