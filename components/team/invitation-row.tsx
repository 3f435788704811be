'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Mail } from 'lucide-react';
import { formatAgo } from '@/components/shared/format-time';
import { ROLE_NAMES } from '@/components/shared/role-text';
import { Button } from '@/components/ui/button';
import { toast } from '@/components/ui/toast';
import type { ApiOutputs } from '@/lib/browser/api/api-types';
import { errorText } from '@/lib/browser/api/error-text';
import { useTRPC } from '@/lib/browser/api/trpc-context';

type Invitation = ApiOutputs['team']['list']['invitations'][number];

export function InvitationRow({ invitation, canManage }: { invitation: Invitation; canManage: boolean }) {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const revoke = useMutation(
    trpc.team.revokeInvite.mutationOptions({
      onSuccess: () => toast.success(`The invitation of ${invitation.email} is revoked`),
      onError: (error) => toast.error("We couldn't revoke the invitation", { description: errorText(error) }),
      onSettled: () => queryClient.invalidateQueries({ queryKey: trpc.team.pathKey() }),
    }),
  );
  return (
    <li className="flex items-center gap-3 px-3.5 py-3">
      <span
        aria-hidden
        className="grid size-8 shrink-0 place-items-center rounded-full border border-dashed border-line-strong text-ink-3"
      >
        <Mail className="size-4" strokeWidth={1.8} />
      </span>
      <div className="min-w-0 flex-1">
        <p className="truncate font-[600]">{invitation.email}</p>
        <p className="text-sm text-ink-3">
          {ROLE_NAMES[invitation.role]} · expires {formatAgo(invitation.expiresAt, new Date())}
        </p>
      </div>
      {canManage && (
        <Button
          size="small"
          isLoading={revoke.isPending}
          onClick={() => revoke.mutate({ invitationId: invitation.invitationId })}
        >
          Revoke<span className="sr-only"> the invitation of {invitation.email}</span>
        </Button>
      )}
    </li>
  );
}
