'use client';

import { useQuery } from '@tanstack/react-query';
import { UserPlus } from 'lucide-react';
import { useState } from 'react';
import { LoadFailure } from '@/components/shared/load-failure';
import { PageHeader, SectionTitle } from '@/components/shared/page-header';
import { ROLE_NAMES, ROLE_TEXTS, WORKSPACE_ROLES } from '@/components/shared/role-text';
import { useCan, useViewer } from '@/components/shared/viewer';
import { Button } from '@/components/ui/button';
import { Card } from '@/components/ui/card';
import { Skeleton } from '@/components/ui/skeleton';
import { useTRPC } from '@/lib/browser/api/trpc-context';
import { InvitationRow } from './invitation-row';
import { InviteMemberDialog } from './invite-member-dialog';
import { MemberRow } from './member-row';

export function TeamScreen() {
  const trpc = useTRPC();
  const viewer = useViewer();
  const canManage = useCan('team.manage');
  const team = useQuery(trpc.team.list.queryOptions());
  const [isInviting, setIsInviting] = useState(false);
  return (
    <>
      <PageHeader
        title="Team"
        text={`Who works in ${viewer.workspaceName}. Guests of a show are not here: they need no account.`}
        actions={
          canManage && (
            <Button variant="primary" onClick={() => setIsInviting(true)}>
              <UserPlus aria-hidden />
              Invite
            </Button>
          )
        }
      />
      {team.isPending && <Skeleton className="h-48 rounded-lg" />}
      {team.isError && !team.data && (
        <LoadFailure
          title="We couldn't load the team"
          error={team.error}
          isRetrying={team.isFetching}
          onRetry={() => void team.refetch()}
        />
      )}
      {team.data && (
        <section>
          <SectionTitle>
            {team.data.members.length === 1 ? '1 person' : `${team.data.members.length} people`}
          </SectionTitle>
          <Card>
            <ul className="divide-y divide-line">
              {team.data.members.map((member) => (
                <MemberRow key={member.userId} member={member} canManage={canManage} />
              ))}
            </ul>
          </Card>
          {team.data.members.length === 1 && canManage && (
            <p className="mt-3 text-ink-3">
              You are alone here. Invite a co-producer: both of you can run the same show at the same time.
            </p>
          )}
        </section>
      )}
      {team.data && team.data.invitations.length > 0 && (
        <section>
          <SectionTitle>Waiting for an answer</SectionTitle>
          <Card>
            <ul className="divide-y divide-line">
              {team.data.invitations.map((invitation) => (
                <InvitationRow key={invitation.invitationId} invitation={invitation} canManage={canManage} />
              ))}
            </ul>
          </Card>
        </section>
      )}
      <section>
        <SectionTitle>What each role may do</SectionTitle>
        <dl className="grid gap-x-6 gap-y-0.5 sm:gap-y-2 sm:grid-cols-[88px_minmax(0,1fr)]">
          {WORKSPACE_ROLES.map((role) => (
            <div key={role} className="contents">
              <dt className="font-[600]">{ROLE_NAMES[role]}</dt>
              <dd className="text-ink-2 max-sm:mb-2.5">{ROLE_TEXTS[role]}</dd>
            </div>
          ))}
        </dl>
      </section>
      {isInviting && <InviteMemberDialog onClose={() => setIsInviting(false)} />}
    </>
  );
}
