'use client';

import { zodResolver } from '@hookform/resolvers/zod';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useId } from 'react';
import { useForm } from 'react-hook-form';
import { z } from 'zod';
import { emailSchema } from '@/components/shared/account-schemas';
import { FormError } from '@/components/shared/form-error';
import { ROLE_NAMES, ROLE_TEXTS, WORKSPACE_ROLES } from '@/components/shared/role-text';
import { useCan } from '@/components/shared/viewer';
import { Button } from '@/components/ui/button';
import { CopyButton } from '@/components/ui/copy-button';
import { Dialog } from '@/components/ui/dialog';
import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';
import { Select } from '@/components/ui/select';
import { errorText } from '@/lib/browser/api/error-text';
import { useTRPC } from '@/lib/browser/api/trpc-context';

const schema = z.object({
  email: emailSchema,
  role: z.enum(WORKSPACE_ROLES),
});

/** Makes a link that adds one person. It is shown once: this server sends no mail and keeps only a hash. */
export function InviteMemberDialog({ onClose }: { onClose: () => void }) {
  const formId = useId();
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const canInviteOwners = useCan('team.transfer');
  const form = useForm({
    resolver: zodResolver(schema),
    defaultValues: { email: '', role: 'producer' as const },
  });
  const invitation = useMutation(
    trpc.team.invite.mutationOptions({
      onSuccess: () => void queryClient.invalidateQueries({ queryKey: trpc.team.pathKey() }),
    }),
  );
  const submit = form.handleSubmit((values) => invitation.mutate(values));
  if (invitation.data)
    return (
      <InvitationLinkDialog
        url={invitation.data.url}
        email={invitation.data.invitation.email}
        onClose={onClose}
      />
    );

  return (
    <Dialog
      isOpen
      onOpenChange={onClose}
      width="small"
      title="Invite to the team"
      description="You get a link to send. It works once, for seven days."
      footer={
        <>
          <Button variant="ghost" onClick={onClose}>
            Cancel
          </Button>
          <Button type="submit" form={formId} variant="primary" isLoading={invitation.isPending}>
            Create link
          </Button>
        </>
      }
    >
      <form id={formId} noValidate onSubmit={(event) => void submit(event)} className="flex flex-col gap-4">
        <FormError text={invitation.error ? errorText(invitation.error) : null} />
        <Field
          label="Email"
          hint="Only this address can use the link."
          error={form.formState.errors.email?.message}
        >
          {(control) => <Input {...control} type="email" autoComplete="off" {...form.register('email')} />}
        </Field>
        <Field label="Role">
          {(control) => (
            <Select {...control} {...form.register('role')}>
              {WORKSPACE_ROLES.filter((role) => role !== 'owner' || canInviteOwners).map((role) => (
                <option key={role} value={role}>
                  {ROLE_NAMES[role]}: {ROLE_TEXTS[role].toLowerCase()}
                </option>
              ))}
            </Select>
          )}
        </Field>
      </form>
    </Dialog>
  );
}

function InvitationLinkDialog({ url, email, onClose }: { url: string; email: string; onClose: () => void }) {
  return (
    <Dialog
      isOpen
      onOpenChange={onClose}
      title="Invitation link"
      description={`Send it to ${email}.`}
      closesOnOutsidePress={false}
      footer={
        <Button variant="primary" onClick={onClose}>
          Done
        </Button>
      }
    >
      <div className="flex flex-col gap-3">
        <Field
          label="Link"
          hint="Shown only now. Copy it before you close this; a lost link is replaced by inviting again."
        >
          {(control) => (
            <Input
              {...control}
              readOnly
              autoFocus
              value={url}
              onFocus={(event) => event.target.select()}
              className="font-mono text-sm"
            />
          )}
        </Field>
        <CopyButton text={url} label="Copy link" className="self-start" />
      </div>
    </Dialog>
  );
}
