'use client';

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link as LinkIcon, UserPlus } from 'lucide-react';
import { useState } from 'react';
import { formatAgo } from '@/components/shared/format-time';
import { LoadFailure } from '@/components/shared/load-failure';
import { SectionTitle } from '@/components/shared/page-header';
import { useNow } from '@/components/shared/use-now';
import { useCan } from '@/components/shared/viewer';
import { AlertDialog } from '@/components/ui/alert-dialog';
import { Button } from '@/components/ui/button';
import { Card } from '@/components/ui/card';
import { EmptyState } from '@/components/ui/empty-state';
import { Pill } from '@/components/ui/pill';
import { Skeleton } from '@/components/ui/skeleton';
import { toast } from '@/components/ui/toast';
import { errorText } from '@/lib/browser/api/error-text';
import { useTRPC } from '@/lib/browser/api/trpc-context';
import { InviteDialog } from './invite-dialog';
import type { InviteSummary, ShowDetail } from './show-types';

export function InviteSection({ show }: { show: Pick<ShowDetail, 'showId' | 'title'> }) {
  const trpc = useTRPC();
  const invites = useQuery(trpc.invites.list.queryOptions({ showId: show.showId }));
  const canManage = useCan('invite.manage');
  const [isInviting, setIsInviting] = useState(false);
  const newLink = canManage && (
    <Button size="small" onClick={() => setIsInviting(true)}>
      <UserPlus aria-hidden />
      New guest link
    </Button>
  );
  return (
    <section>
      <SectionTitle actions={invites.data && invites.data.length > 0 ? newLink : undefined}>
        Guest links
      </SectionTitle>
      {/* As tall as the usual one link: what stands below must not move when it comes. */}
      {invites.isPending && <Skeleton className="h-[62px] rounded-lg" />}
      {invites.isError && !invites.data && (
        <LoadFailure
          title="We couldn't load the links"
          error={invites.error}
          onRetry={() => void invites.refetch()}
        />
      )}
      {invites.data?.length === 0 && (
        <EmptyState
          icon={<LinkIcon />}
          title="Nobody is invited yet"
          text="Make a link and send it to your guest. It opens in their browser; there is nothing to install."
          action={
            canManage && (
              <Button variant="primary" onClick={() => setIsInviting(true)}>
                New guest link
              </Button>
            )
          }
        />
      )}
      {invites.data && invites.data.length > 0 && (
        <Card>
          <ul className="divide-y divide-line">
            {invites.data.map((invite) => (
              <InviteRow key={invite.inviteId} invite={invite} canManage={canManage} />
            ))}
          </ul>
        </Card>
      )}
      {isInviting && (
        <InviteDialog showId={show.showId} showTitle={show.title} onClose={() => setIsInviting(false)} />
      )}
    </section>
  );
}

const STATUS = {
  open: { tone: 'ok', text: 'Open' },
  revoked: { tone: 'neutral', text: 'Revoked' },
  expired: { tone: 'neutral', text: 'Expired' },
  'used-up': { tone: 'neutral', text: 'Used up' },
} as const;

const CLOCK_MS = 60_000;

function InviteRow({ invite, canManage }: { invite: InviteSummary; canManage: boolean }) {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const now = new Date(useNow(CLOCK_MS));
  const [isAsking, setIsAsking] = useState(false);
  const revoke = useMutation(
    trpc.invites.revoke.mutationOptions({
      onSuccess: async () => {
        await queryClient.invalidateQueries({ queryKey: trpc.invites.pathKey() });
        setIsAsking(false);
      },
      onError: (error) => toast.error("We couldn't revoke the link", { description: errorText(error) }),
    }),
  );
  const status = STATUS[invite.status];
  const isOpen = invite.status === 'open';
  return (
    <li className="flex items-center gap-3 px-3.5 py-3">
      <div className="min-w-0 flex-1">
        <p className={isOpen ? 'font-[600] break-words' : 'font-[600] break-words text-ink-2'}>
          {invite.label}
        </p>
        <p className="text-sm text-ink-3 tabular-nums">
          {invite.role === 'host' ? 'Host' : 'Guest'} · {usesText(invite)}
          {isOpen &&
            ` · ${invite.expiresAt === null ? 'no expiry' : `expires ${formatAgo(invite.expiresAt, now)}`}`}
        </p>
      </div>
      <Pill tone={status.tone}>{status.text}</Pill>
      {canManage && isOpen && (
        <Button size="small" onClick={() => setIsAsking(true)}>
          Revoke<span className="sr-only"> {invite.label}</span>
        </Button>
      )}
      <AlertDialog
        isOpen={isAsking}
        onOpenChange={setIsAsking}
        title={`Revoke the link for ${invite.label}?`}
        description="Nobody new gets in with it. Guests who are in already keep their seats; remove them in the studio."
        confirmLabel="Revoke link"
        isLoading={revoke.isPending}
        onConfirm={() => revoke.mutate({ inviteId: invite.inviteId })}
      />
    </li>
  );
}

function usesText({ uses, maxUses }: InviteSummary): string {
  if (maxUses !== null) return `${uses} of ${maxUses} used`;
  return uses === 0 ? 'not used yet' : `used ${uses === 1 ? 'once' : `${uses} times`}`;
}
