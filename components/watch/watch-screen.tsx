'use client';

import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { BrandMark } from '@/components/shared/brand-mark';
import { EmptyState } from '@/components/ui/empty-state';
import { errorText } from '@/lib/browser/api/error-text';
import { useTRPC, useTRPCClient } from '@/lib/browser/api/trpc-context';
import { createWhepPlayer, type WhepPlayer } from '@/lib/browser/whip/whep-player';
import { coverText } from './cover-text';
import { WatchPlayer } from './watch-player';

/** How often a page asks whether the show has begun, or ended. */
const POLL_MS = 3_000;

/** The public page of a show: waits, starts by itself, plays the program. */
export function WatchScreen({ slug }: { slug: string }) {
  const trpc = useTRPC();
  const client = useTRPCClient();
  const queryClient = useQueryClient();
  const options = trpc.watch.get.queryOptions({ slug });
  const show = useQuery({ ...options, refetchInterval: POLL_MS });
  const [player, setPlayer] = useState<WhepPlayer | null>(null);
  const clientRef = useRef(client);
  const isLive = show.data?.state === 'live';

  useEffect(() => {
    if (!isLive) return;
    const opened = createWhepPlayer({
      // Asked anew for each attempt: tokens are short-lived, and the show may have ended.
      fetchSource: async () => (await clientRef.current.watch.get.query({ slug })).whep,
      nowMs: () => Date.now(),
    });
    opened.start();
    const timer = setTimeout(() => setPlayer(opened));
    return () => {
      clearTimeout(timer);
      // The effect ends when the show does, or with the page: either way the gateway has dropped or will drop the viewer.
      opened.close({ isOver: true });
      setPlayer(null);
    };
  }, [isLive, slug, queryClient]);

  return (
    <div className="welcome-ground flex min-h-dvh flex-col">
      <header className="mx-auto flex w-full max-w-[1280px] items-center gap-2.5 px-4 py-4">
        <BrandMark />
        <h1 className="min-w-0 flex-1 truncate text-lg font-[650]">{show.data?.title ?? 'Stream Buddy'}</h1>
      </header>
      <main className="mx-auto w-full max-w-[1280px] flex-1 px-4 pb-8 max-sm:px-0">
        {show.error && !show.data ? (
          <EmptyState title="This page does not exist" text={errorText(show.error)} />
        ) : (
          <WatchPlayer
            title={show.data?.title ?? ''}
            player={player}
            cover={show.data && coverText(show.data, new Date(show.dataUpdatedAt))}
          />
        )}
      </main>
    </div>
  );
}
