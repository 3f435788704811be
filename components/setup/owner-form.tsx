'use client';

import { zodResolver } from '@hookform/resolvers/zod';
import { useMutation } from '@tanstack/react-query';
import { useForm } from 'react-hook-form';
import { z } from 'zod';
import { emailSchema, newPasswordSchema, personNameSchema } from '@/components/shared/account-schemas';
import {
  EmailField,
  EntryField,
  EntryForm,
  PasswordField,
  PersonNameField,
} from '@/components/shared/entry-form';
import { signInNewAccount } from '@/components/shared/sign-in-with-password';
import { errorText } from '@/lib/browser/api/error-text';
import { useTRPCClient } from '@/lib/browser/api/trpc-context';
import { LIMITS } from '@/lib/core/contract/limits';

const schema = z.object({
  name: personNameSchema,
  workspaceName: z
    .string()
    .trim()
    .min(1, 'Name your workspace, like Friday Media.')
    .max(LIMITS.nameChars, `Use at most ${LIMITS.nameChars} characters.`),
  email: emailSchema,
  password: newPasswordSchema,
});

export function OwnerForm({ onCreated }: { onCreated: (workspaceName: string) => void }) {
  const client = useTRPCClient();
  const form = useForm<z.infer<typeof schema>>({
    resolver: zodResolver(schema),
    defaultValues: { name: '', workspaceName: '', email: '', password: '' },
  });
  const { errors } = form.formState;
  const creation = useMutation({
    mutationFn: async (input: z.infer<typeof schema>) => {
      await client.setup.createOwner.mutate(input);
      if (await signInNewAccount(input.email, input.password)) onCreated(input.workspaceName);
    },
  });

  return (
    <EntryForm
      action="Create your studio"
      isLoading={creation.isPending || creation.isSuccess}
      refusal={creation.error ? errorText(creation.error) : null}
      onSubmit={form.handleSubmit((input) => creation.mutate(input))}
    >
      <PersonNameField error={errors.name?.message} {...form.register('name')} />
      <EntryField
        label="Workspace"
        hint="Your channel, team or company. You can invite others later."
        autoComplete="organization"
        error={errors.workspaceName?.message}
        {...form.register('workspaceName')}
      />
      <EmailField error={errors.email?.message} {...form.register('email')} />
      <PasswordField isNew error={errors.password?.message} {...form.register('password')} />
    </EntryForm>
  );
}
