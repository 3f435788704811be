'use client';

import { useQuery } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { UploadsProvider } from '@/components/shared/media/uploads-context';
import { EmptyState } from '@/components/ui/empty-state';
import { errorText } from '@/lib/browser/api/error-text';
import { useTRPC, useTRPCClient } from '@/lib/browser/api/trpc-context';
import { UnsupportedBrowserError } from '@/lib/browser/compositor/main/media-path';
import { EnterGate } from './enter-gate';
import { openStudio, type StudioRuntime } from './open-studio';
import { createStudioApi } from './create-studio-api';
import { startRehearsalGuests } from './rehearsal-guests';
import { StudioProvider } from './studio-context';
import { StudioLayout } from './studio-layout';

export interface StudioScreenProps {
  showId: string;
  /** `?rehearsal=1`: two synthetic guests come by themselves. */
  isRehearsal: boolean;
}

type Opening =
  | { status: 'closed' }
  | { status: 'opening' }
  | { status: 'open'; runtime: StudioRuntime }
  | { status: 'failed'; text: string };

const NOT_STARTED =
  'This browser could not start the program. Close other programs, or use a current Chrome or Edge, then try again.';

export function StudioScreen({ showId, isRehearsal }: StudioScreenProps) {
  const trpc = useTRPC();
  const client = useTRPCClient();
  // One per page load: it is the engine's id too.
  const [clientId] = useState(() => crypto.randomUUID());
  const [opening, setOpening] = useState<Opening>({ status: 'closed' });
  const closeRef = useRef<(() => void) | null>(null);
  const isGoneRef = useRef(false);
  const entry = useQuery({
    ...trpc.studio.enter.queryOptions({ showId, clientId }),
    staleTime: Infinity,
    refetchOnWindowFocus: false,
  });

  useEffect(() => {
    isGoneRef.current = false;
    return () => {
      isGoneRef.current = true;
      closeRef.current?.();
      closeRef.current = null;
    };
  }, []);

  async function enter(): Promise<void> {
    if (!entry.data || opening.status === 'opening') return;
    setOpening({ status: 'opening' });
    const api = createStudioApi(client, showId, clientId);
    try {
      const { actor, remoteUrl } = entry.data;
      const runtime = await openStudio({ showId, remoteUrl, clientId, actor, api });
      if (isGoneRef.current) return runtime.close();
      const closers = [runtime.close];
      closeRef.current = () => closers.forEach((close) => close());
      setOpening({ status: 'open', runtime });
      if (isRehearsal) closers.unshift(await startRehearsalGuests(showId, api));
    } catch (error) {
      // The studio needs Web Audio and a compositor; what failed is in the browser.
      const text = error instanceof UnsupportedBrowserError ? error.message : NOT_STARTED;
      if (!closeRef.current) setOpening({ status: 'failed', text });
    }
  }

  if (entry.error)
    return (
      <main className="grid min-h-dvh place-items-center p-6">
        <EmptyState title="The studio did not open" text={errorText(entry.error)} />
      </main>
    );
  if (opening.status === 'open')
    return (
      <StudioProvider runtime={opening.runtime}>
        <UploadsProvider>
          <StudioLayout title={entry.data?.show.title ?? ''} />
        </UploadsProvider>
      </StudioProvider>
    );
  return (
    <EnterGate
      title={entry.data?.show.title ?? null}
      isRehearsal={isRehearsal}
      isOpening={opening.status === 'opening'}
      problem={opening.status === 'failed' ? opening.text : null}
      onEnter={() => void enter()}
    />
  );
}
