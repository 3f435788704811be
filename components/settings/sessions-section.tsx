'use client';

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Monitor, Smartphone } from 'lucide-react';
import { formatAgo } from '@/components/shared/format-time';
import { LoadFailure } from '@/components/shared/load-failure';
import { SectionTitle } from '@/components/shared/page-header';
import { Button } from '@/components/ui/button';
import { Card } from '@/components/ui/card';
import { Pill } from '@/components/ui/pill';
import { Skeleton } from '@/components/ui/skeleton';
import { toast } from '@/components/ui/toast';
import type { ApiOutputs } from '@/lib/browser/api/api-types';
import { errorText } from '@/lib/browser/api/error-text';
import { useTRPC } from '@/lib/browser/api/trpc-context';
import { browserName, isPhone } from './browser-name';

export function SessionsSection() {
  const trpc = useTRPC();
  const sessions = useQuery(trpc.account.sessions.queryOptions());
  return (
    <section>
      <SectionTitle>Signed-in browsers</SectionTitle>
      {sessions.isPending && <Skeleton className="h-24 rounded-lg" />}
      {sessions.isError && !sessions.data && (
        <LoadFailure
          title="We couldn't load your sessions"
          error={sessions.error}
          onRetry={() => void sessions.refetch()}
        />
      )}
      {sessions.data && (
        <Card>
          <ul className="divide-y divide-line">
            {sessions.data.map((session) => (
              <SessionRow key={session.sessionId} session={session} />
            ))}
          </ul>
        </Card>
      )}
    </section>
  );
}

type Session = ApiOutputs['account']['sessions'][number];

function SessionRow({ session }: { session: Session }) {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const revoke = useMutation(
    trpc.account.revokeSession.mutationOptions({
      onSuccess: () => toast.success('That browser is signed out'),
      onError: (error) => toast.error("We couldn't sign that browser out", { description: errorText(error) }),
      onSettled: () => queryClient.invalidateQueries({ queryKey: trpc.account.pathKey() }),
    }),
  );
  const Icon = isPhone(session.userAgent) ? Smartphone : Monitor;
  const name = browserName(session.userAgent);
  return (
    <li className="flex items-center gap-3 px-4 py-3">
      <Icon aria-hidden className="size-5 shrink-0 text-ink-3" strokeWidth={1.6} />
      <div className="min-w-0 flex-1">
        <p className="truncate font-[600]">{name}</p>
        <p className="text-sm text-ink-3">
          Signed in {formatAgo(session.createdAt, new Date())} · active{' '}
          {formatAgo(session.lastSeenAt, new Date())}
        </p>
      </div>
      {session.isCurrent ? (
        <Pill tone="ok">This browser</Pill>
      ) : (
        <Button
          size="small"
          isLoading={revoke.isPending}
          onClick={() => revoke.mutate({ sessionId: session.sessionId })}
        >
          Sign out<span className="sr-only"> {name}</span>
        </Button>
      )}
    </li>
  );
}
