'use client';

import { useQueryClient } from '@tanstack/react-query';
import { createContext, useContext, useEffect, useState, type ReactNode } from 'react';
import { useTRPC } from '@/lib/browser/api/trpc-context';
import { useStore } from '@/lib/browser/realtime/use-store';
import { createUploads, type Uploads, type UploadView } from '@/lib/browser/uploads/create-uploads';
import { sendThumbnail } from '@/lib/browser/uploads/send-thumbnail';
import { createTusSender, findLeftUploads } from '@/lib/browser/uploads/tus-sender';

const UploadsContext = createContext<Uploads | null>(null);

/** Keeps uploads going while people move between pages and tabs below it. */
export function UploadsProvider({ children }: { children: ReactNode }) {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const [uploads] = useState(() => {
    const refresh = () => queryClient.invalidateQueries({ queryKey: trpc.assets.pathKey() });
    return createUploads({
      createSender: createTusSender,
      findLeft: () => findLeftUploads(Date.now()),
      newId: () => crypto.randomUUID(),
      onAdded: ({ assetId, file, kind }) => {
        void refresh();
        if (kind !== 'video') return;
        void sendThumbnail(assetId, file).then(async (isThere) => {
          if (isThere) await refresh();
        });
      },
    });
  });
  useEffect(() => uploads.open(), [uploads]);
  useLeaveWarning(uploads);
  return <UploadsContext value={uploads}>{children}</UploadsContext>;
}

/** For tests, and for whoever brings uploads of their own. */
export function UploadsScope({ uploads, children }: { uploads: Uploads; children: ReactNode }) {
  return <UploadsContext value={uploads}>{children}</UploadsContext>;
}

/** null: on the server, and before the page runs. */
export function useUploads(): Uploads | null {
  return useContext(UploadsContext);
}

export function useUploadList(uploads: Uploads | null): readonly UploadView[] {
  return useStore(uploads ?? NONE);
}

const NO_UPLOADS: readonly UploadView[] = [];
const NONE = { get: () => NO_UPLOADS, subscribe: () => () => undefined };

/** A page that is closed stops sending. What was sent is kept, but the file must be chosen again. */
function useLeaveWarning(uploads: Uploads): void {
  useEffect(() => {
    const warn = (event: BeforeUnloadEvent): void => {
      const isSending = uploads.get().some(({ status }) => RUNNING.has(status));
      if (isSending) event.preventDefault();
    };
    window.addEventListener('beforeunload', warn);
    return () => window.removeEventListener('beforeunload', warn);
  }, [uploads]);
}

const RUNNING = new Set<UploadView['status']>(['waiting', 'sending', 'checking', 'offline']);
