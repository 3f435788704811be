'use client';

import { zodResolver } from '@hookform/resolvers/zod';
import { useMutation } from '@tanstack/react-query';
import { useForm } from 'react-hook-form';
import { z } from 'zod';
import { emailSchema, newPasswordSchema, personNameSchema } from '@/components/shared/account-schemas';
import { FormError } from '@/components/shared/form-error';
import { signInWithPassword } from '@/components/shared/sign-in-with-password';
import { Button } from '@/components/ui/button';
import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';
import { errorText } from '@/lib/browser/api/error-text';
import { loadPage } from '@/lib/browser/api/load-page';
import { useTRPCClient } from '@/lib/browser/api/trpc-context';
import { ACCOUNT } from '@/lib/core/access/account-rules';
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
      const outcome = await signInWithPassword(input.email, input.password);
      // The account exists; only this browser is not signed in yet.
      if (outcome !== 'signed-in') loadPage('/sign-in');
      return input.workspaceName;
    },
    onSuccess: onCreated,
  });
  const submit = form.handleSubmit((input) => creation.mutate(input));

  return (
    <form
      // Pressed before the page is alive, a form submits itself: never with a password in the address.
      method="post"
      noValidate
      onSubmit={(event) => void submit(event)}
      className="flex flex-col gap-4"
    >
      <FormError text={creation.error ? errorText(creation.error) : null} />
      <Field label="Your name" error={errors.name?.message}>
        {(control) => <Input {...control} autoComplete="name" className="h-11" {...form.register('name')} />}
      </Field>
      <Field
        label="Workspace"
        hint="Your channel, team or company. You can invite others later."
        error={errors.workspaceName?.message}
      >
        {(control) => (
          <Input
            {...control}
            autoComplete="organization"
            className="h-11"
            {...form.register('workspaceName')}
          />
        )}
      </Field>
      <Field label="Email" error={errors.email?.message}>
        {(control) => (
          <Input
            {...control}
            type="email"
            autoComplete="username"
            className="h-11"
            {...form.register('email')}
          />
        )}
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
      <Button
        type="submit"
        variant="primary"
        size="large"
        className="mt-1 w-full"
        isLoading={creation.isPending}
      >
        Create your studio
      </Button>
    </form>
  );
}
