'use client';

import { zodResolver } from '@hookform/resolvers/zod';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useId } from 'react';
import { useForm } from 'react-hook-form';
import { z } from 'zod';
import { newPasswordSchema } from '@/components/shared/account-schemas';
import { FormError } from '@/components/shared/form-error';
import { Button } from '@/components/ui/button';
import { Dialog } from '@/components/ui/dialog';
import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';
import { toast } from '@/components/ui/toast';
import { errorText } from '@/lib/browser/api/error-text';
import { useTRPC } from '@/lib/browser/api/trpc-context';
import { ACCOUNT } from '@/lib/core/access/account-rules';

const schema = z.object({
  currentPassword: z.string().min(1, 'Enter the password you sign in with now.'),
  newPassword: newPasswordSchema,
});

export function ChangePasswordDialog({ email, onClose }: { email: string; onClose: () => void }) {
  const formId = useId();
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const form = useForm({
    resolver: zodResolver(schema),
    defaultValues: { currentPassword: '', newPassword: '' },
  });
  const { errors } = form.formState;
  const change = useMutation(
    trpc.account.changePassword.mutationOptions({
      onSuccess: ({ signedOut }) => {
        toast.success('Your password is changed', {
          description: signedOut === 0 ? undefined : 'Your other browsers are signed out.',
        });
        onClose();
      },
      onSettled: () => queryClient.invalidateQueries({ queryKey: trpc.account.pathKey() }),
    }),
  );
  const submit = form.handleSubmit((input) => change.mutate(input));
  return (
    <Dialog
      isOpen
      onOpenChange={onClose}
      width="small"
      title="Change password"
      footer={
        <>
          <Button variant="ghost" onClick={onClose}>
            Cancel
          </Button>
          <Button type="submit" form={formId} variant="primary" isLoading={change.isPending}>
            Change password
          </Button>
        </>
      }
    >
      <form
        id={formId}
        method="post"
        noValidate
        onSubmit={(event) => void submit(event)}
        className="flex flex-col gap-4"
      >
        <FormError text={change.error ? errorText(change.error) : null} />
        {/* For password managers: which account this is. */}
        <input type="text" autoComplete="username" value={email} readOnly hidden />
        <Field label="Current password" error={errors.currentPassword?.message}>
          {(control) => (
            <Input
              {...control}
              type="password"
              autoComplete="current-password"
              {...form.register('currentPassword')}
            />
          )}
        </Field>
        <Field
          label="New password"
          hint={`At least ${ACCOUNT.passwordCharsMin} characters. Your other browsers are signed out.`}
          error={errors.newPassword?.message}
        >
          {(control) => (
            <Input
              {...control}
              type="password"
              autoComplete="new-password"
              {...form.register('newPassword')}
            />
          )}
        </Field>
      </form>
    </Dialog>
  );
}
