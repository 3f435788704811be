import { QueryCache, QueryClient } from '@tanstack/react-query';
import { errorCode } from './error-text';

/** Lists stay fresh this long; a page opened twice in a row asks once. */
const STALE_MS = 5_000;
const RETRIES_MAX = 2;

export interface QueryClientOptions {
  /** The session ended or was revoked while the page was open. */
  onSignedOut: () => void;
}

export function createQueryClient({ onSignedOut }: QueryClientOptions): QueryClient {
  return new QueryClient({
    queryCache: new QueryCache({
      onError: (error) => {
        if (errorCode(error) === 'not-signed-in') onSignedOut();
      },
    }),
    defaultOptions: {
      queries: {
        staleTime: STALE_MS,
        retry: (failures, error) => failures < RETRIES_MAX && isTransient(error),
      },
      mutations: { retry: false },
    },
  });
}

/** Only what a second try can heal; a refusal stays a refusal. */
function isTransient(error: Error): boolean {
  const code = errorCode(error);
  return code === null || code === 'unavailable' || code === 'internal';
}
