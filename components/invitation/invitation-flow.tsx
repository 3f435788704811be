'use client';

import { useMutation, useQuery } from '@tanstack/react-query';
import Link from 'next/link';
import { EntryFrame } from '@/components/shared/entry-frame';
import { FormError } from '@/components/shared/form-error';
import { ROLE_NAMES, ROLE_TEXTS } from '@/components/shared/role-text';
import { signInNewAccount } from '@/components/shared/sign-in-with-password';
import { Button } from '@/components/ui/button';
import { Skeleton } from '@/components/ui/skeleton';
import type { ApiOutputs } from '@/lib/browser/api/api-types';
import { errorText } from '@/lib/browser/api/error-text';
import { loadPage } from '@/lib/browser/api/load-page';
import { useTRPC, useTRPCClient } from '@/lib/browser/api/trpc-context';
import { NewAccountForm, type NewAccount } from './new-account-form';

export interface InvitationFlowProps {
  token: string;
  /** Email of whoever is signed in here, or null. */
  signedInEmail: string | null;
}

/** Joins a workspace: as the signed-in person, or with a new account for the invited address. */
export function InvitationFlow({ token, signedInEmail }: InvitationFlowProps) {
  const trpc = useTRPC();
  const preview = useQuery(trpc.team.previewInvite.queryOptions({ token }, { retry: false }));
  if (preview.isPending) {
    return (
      <EntryFrame title="Your invitation">
        <Skeleton className="h-40 rounded-lg" />
      </EntryFrame>
    );
  }
  if (preview.isError) {
    return (
      <EntryFrame title="This invitation does not work" text={errorText(preview.error)}>
        <Button asChild className="h-11">
          <Link href="/">Go to the start page</Link>
        </Button>
      </EntryFrame>
    );
  }
  return <OpenInvitation token={token} invitation={preview.data} signedInEmail={signedInEmail} />;
}

type Invitation = ApiOutputs['team']['previewInvite'];

function OpenInvitation({
  token,
  invitation,
  signedInEmail,
}: InvitationFlowProps & { invitation: Invitation }) {
  const client = useTRPCClient();
  const join = useMutation({
    mutationFn: async (account: NewAccount | null) => {
      await client.team.acceptInvite.mutate({ token, account });
      if (account === null || (await signInNewAccount(invitation.email, account.password)))
        loadPage('/shows');
    },
  });
  const refusal = join.error ? errorText(join.error) : null;
  const isPending = join.isPending || join.isSuccess;
  const isSignedInAsInvited =
    signedInEmail !== null && signedInEmail.toLowerCase() === invitation.email.toLowerCase();
  const here = `/invitations/${token}`;
  return (
    <EntryFrame
      title={`Join ${invitation.workspaceName}`}
      text={`As ${ROLE_NAMES[invitation.role].toLowerCase()}: ${ROLE_TEXTS[invitation.role].toLowerCase()}.`}
    >
      {isSignedInAsInvited && (
        <>
          <FormError text={refusal} />
          <Button variant="primary" size="large" isLoading={isPending} onClick={() => join.mutate(null)}>
            Join as {invitation.email}
          </Button>
        </>
      )}
      {!isSignedInAsInvited && invitation.hasAccount && (
        <Button asChild variant="primary" size="large">
          <Link href={`/sign-in?next=${encodeURIComponent(here)}`}>Sign in as {invitation.email}</Link>
        </Button>
      )}
      {!isSignedInAsInvited && !invitation.hasAccount && (
        <NewAccountForm
          email={invitation.email}
          isLoading={isPending}
          refusal={refusal}
          onSubmit={(account) => join.mutate(account)}
        />
      )}
    </EntryFrame>
  );
}
