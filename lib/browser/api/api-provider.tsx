'use client';

import { QueryClientProvider } from '@tanstack/react-query';
import { createTRPCClient, httpBatchLink } from '@trpc/client';
import { useState, type ReactNode } from 'react';
import superjson from 'superjson';
import type { AppRouter } from '@/server/trpc/router';
import { createQueryClient } from './create-query-client';
import { loadPage } from './load-page';
import { TRPCProvider } from './trpc-context';

/** Longer addresses are cut by some reverse proxies. */
const BATCH_URL_CHARS_MAX = 2_000;

/** Gives every page typed queries and one cache. Queries run in the browser only, so times are always local. */
export function ApiProvider({ children }: { children: ReactNode }) {
  const [queryClient] = useState(() => createQueryClient({ onSignedOut: openSignIn }));
  const [trpcClient] = useState(() =>
    createTRPCClient<AppRouter>({
      links: [httpBatchLink({ url: '/api/trpc', transformer: superjson, maxURLLength: BATCH_URL_CHARS_MAX })],
    }),
  );
  return (
    <QueryClientProvider client={queryClient}>
      <TRPCProvider trpcClient={trpcClient} queryClient={queryClient}>
        {children}
      </TRPCProvider>
    </QueryClientProvider>
  );
}

/** Public pages (join, watch, setup) have no session to lose. */
const PUBLIC_PATHS = /^\/(sign-in|setup|join|watch|invitations)(\/|$)/;

function openSignIn(): void {
  const { pathname, search } = window.location;
  if (PUBLIC_PATHS.test(pathname)) return;
  loadPage(`/sign-in?next=${encodeURIComponent(pathname + search)}`);
}
