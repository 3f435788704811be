'use client';

import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { Button } from '@/components/ui/button';
import { EmptyState } from '@/components/ui/empty-state';
import { Spinner } from '@/components/ui/spinner';
import { errorText } from '@/lib/browser/api/error-text';
import { useTRPC } from '@/lib/browser/api/trpc-context';
import { DeskProvider } from '../studio-context';
import { openRemote, type RemoteRuntime } from './open-remote';
import { RemoteLayout } from './remote-layout';

type Opening =
  | { status: 'opening' }
  | { status: 'open'; runtime: RemoteRuntime; title: string }
  | { status: 'failed'; text: string };

/** The show in a hand: opens by itself, for it makes no sound and needs no click. */
export function RemoteScreen({ showId }: { showId: string }) {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const [opening, setOpening] = useState<Opening>({ status: 'opening' });
  useEffect(() => {
    let isGone = false;
    let runtime: RemoteRuntime | null = null;
    queryClient.fetchQuery(trpc.studio.openRemote.queryOptions({ showId })).then(
      ({ show, actor }) => {
        if (isGone) return;
        runtime = openRemote({ showId, actor });
        setOpening({ status: 'open', runtime, title: show.title });
      },
      (error: unknown) => {
        if (!isGone) setOpening({ status: 'failed', text: errorText(error) });
      },
    );
    return () => {
      isGone = true;
      runtime?.close();
    };
  }, [trpc, queryClient, showId]);

  switch (opening.status) {
    case 'open':
      return (
        <DeskProvider desk={opening.runtime}>
          <RemoteLayout title={opening.title} />
        </DeskProvider>
      );
    case 'failed':
      return (
        <main className="grid min-h-dvh place-items-center p-6">
          <EmptyState
            title="The remote did not open"
            text={opening.text}
            action={
              <Button variant="primary" onClick={() => window.location.reload()}>
                Try again
              </Button>
            }
          />
        </main>
      );
    case 'opening':
      return (
        <main aria-busy className="grid min-h-dvh place-items-center text-ink-2">
          <span className="flex items-center gap-2.5">
            <Spinner /> Opening the remote
          </span>
        </main>
      );
  }
}
