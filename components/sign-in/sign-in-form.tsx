'use client';

import { zodResolver } from '@hookform/resolvers/zod';
import { signIn } from 'next-auth/react';
import { useState } from 'react';
import { useForm } from 'react-hook-form';
import { z } from 'zod';
import { emailSchema } from '@/components/shared/account-schemas';
import { EmailField, EntryForm, PasswordField } from '@/components/shared/entry-form';
import { signInWithPassword, type SignInOutcome } from '@/components/shared/sign-in-with-password';
import { Button } from '@/components/ui/button';
import { loadPage } from '@/lib/browser/api/load-page';

const schema = z.object({
  email: emailSchema,
  password: z.string().min(1, 'Enter your password.'),
});

const REFUSALS: Record<Exclude<SignInOutcome, 'signed-in'>, string> = {
  'wrong-password': 'This email and password do not go together. Check both, then try again.',
  'rate-limited': 'There were too many attempts. Wait a minute, then try again.',
  unreachable: "We couldn't reach the server. Check that Stream Buddy is running, then try again.",
};

export interface SignInFormProps {
  /** Where to go afterwards; a path of this site. */
  nextPath: string;
  /** Sign-in services that are configured: `google`, `github`. */
  providers: readonly { id: string; name: string }[];
  /** Why an earlier attempt through a service failed, if it did. */
  initialError?: string | null;
}

export function SignInForm({ nextPath, providers, initialError = null }: SignInFormProps) {
  const [refusal, setRefusal] = useState<string | null>(initialError);
  const form = useForm<z.infer<typeof schema>>({
    resolver: zodResolver(schema),
    defaultValues: { email: '', password: '' },
  });
  const { errors, isSubmitting, isSubmitSuccessful } = form.formState;

  const submit = form.handleSubmit(async ({ email, password }) => {
    setRefusal(null);
    const outcome = await signInWithPassword(email, password);
    if (outcome === 'signed-in') {
      // A full load: everything rendered before belonged to nobody.
      loadPage(nextPath);
      return;
    }
    setRefusal(REFUSALS[outcome]);
    form.setFocus('password');
  });

  return (
    <div className="flex flex-col gap-4">
      <EntryForm
        action="Sign in"
        isLoading={isSubmitting || (isSubmitSuccessful && refusal === null)}
        refusal={refusal}
        onSubmit={submit}
      >
        <EmailField error={errors.email?.message} {...form.register('email')} />
        <PasswordField error={errors.password?.message} {...form.register('password')} />
      </EntryForm>
      {providers.length > 0 && (
        <>
          <div className="flex items-center gap-3 text-sm text-ink-3 before:h-px before:flex-1 before:bg-line after:h-px after:flex-1 after:bg-line">
            or
          </div>
          {providers.map((provider) => (
            <Button
              key={provider.id}
              className="h-11 w-full"
              onClick={() => void signIn(provider.id, { callbackUrl: nextPath })}
            >
              Continue with {provider.name}
            </Button>
          ))}
        </>
      )}
    </div>
  );
}
