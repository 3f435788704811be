'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { UserMinus } from 'lucide-react';
import { useState } from 'react';
import { formatAgo } from '@/components/shared/format-time';
import { ROLE_NAMES, WORKSPACE_ROLES, type WorkspaceRole } from '@/components/shared/role-text';
import { useCan, useViewer } from '@/components/shared/viewer';
import { AlertDialog } from '@/components/ui/alert-dialog';
import { Avatar } from '@/components/ui/avatar';
import { IconButton } from '@/components/ui/icon-button';
import { Select } from '@/components/ui/select';
import { toast } from '@/components/ui/toast';
import type { ApiOutputs } from '@/lib/browser/api/api-types';
import { errorText } from '@/lib/browser/api/error-text';
import { useTRPC } from '@/lib/browser/api/trpc-context';

type Member = ApiOutputs['team']['list']['members'][number];

export function MemberRow({ member, canManage }: { member: Member; canManage: boolean }) {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const viewer = useViewer();
  const canChangeOwners = useCan('team.transfer');
  const [isAsking, setIsAsking] = useState(false);
  const isSelf = member.userId === viewer.userId;
  const canChange = canManage && (member.role !== 'owner' || canChangeOwners);
  const refresh = () => queryClient.invalidateQueries({ queryKey: trpc.team.pathKey() });
  const setRole = useMutation(
    trpc.team.setRole.mutationOptions({
      onError: (error) => toast.error("We couldn't change the role", { description: errorText(error) }),
      onSettled: refresh,
    }),
  );
  const remove = useMutation(
    trpc.team.removeMember.mutationOptions({
      onSuccess: async () => {
        await refresh();
        setIsAsking(false);
      },
      onError: (error) => toast.error("We couldn't remove this person", { description: errorText(error) }),
    }),
  );
  const role = setRole.isPending ? setRole.variables.role : member.role;

  return (
    <li className="flex flex-wrap items-center gap-3 px-3.5 py-3">
      <Avatar name={member.name} />
      <div className="min-w-0 flex-1 basis-44">
        <p className="truncate font-[600]">
          {member.name}
          {isSelf && <span className="font-normal text-ink-3"> (you)</span>}
        </p>
        <p className="truncate text-sm text-ink-3">
          {member.email}
          {member.lastSeenAt && ` · seen ${formatAgo(member.lastSeenAt, new Date())}`}
        </p>
      </div>
      <div className="flex items-center gap-2 max-sm:w-full max-sm:pl-11">
        {canChange ? (
          <Select
            aria-label={`Role of ${member.name}`}
            className="w-36 max-sm:w-auto max-sm:flex-1"
            value={role}
            disabled={setRole.isPending}
            onChange={(event) =>
              setRole.mutate({ userId: member.userId, role: event.target.value as WorkspaceRole })
            }
          >
            {WORKSPACE_ROLES.filter((choice) => choice !== 'owner' || canChangeOwners).map((choice) => (
              <option key={choice} value={choice}>
                {ROLE_NAMES[choice]}
              </option>
            ))}
          </Select>
        ) : (
          <span className="text-ink-2 max-sm:flex-1">{ROLE_NAMES[member.role]}</span>
        )}
        {canManage && (
          <IconButton
            variant="ghost"
            label={isSelf ? 'Leave the workspace' : `Remove ${member.name}`}
            icon={<UserMinus />}
            reason={canChange ? null : 'Only an owner can remove an owner.'}
            onClick={() => setIsAsking(true)}
          />
        )}
      </div>
      <AlertDialog
        isOpen={isAsking}
        onOpenChange={setIsAsking}
        title={isSelf ? 'Leave the workspace?' : `Remove ${member.name}?`}
        description={
          isSelf
            ? 'You are signed out everywhere and need a new invitation to come back.'
            : 'They are signed out everywhere and lose access to every show at once.'
        }
        confirmLabel={isSelf ? 'Leave workspace' : 'Remove from team'}
        isLoading={remove.isPending}
        onConfirm={() => remove.mutate({ userId: member.userId })}
      />
    </li>
  );
}
