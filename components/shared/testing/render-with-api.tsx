import { render, type RenderResult } from '@testing-library/react';
import { createTRPCClient, TRPCClientError, type TRPCLink } from '@trpc/client';
import { observable } from '@trpc/server/observable';
import type { ReactNode } from 'react';
import { TooltipProvider } from '@/components/ui/tooltip';
import { createQueryClient } from '@/lib/browser/api/create-query-client';
import { TRPCProvider } from '@/lib/browser/api/trpc-context';
import type { ErrorCode } from '@/lib/core/contract/error-codes';
import type { AppRouter } from '@/server/trpc/router';
import { QueryClientProvider } from '@tanstack/react-query';
import { ViewerProvider, type Viewer } from '../viewer';

export interface ApiCall {
  path: string;
  input: unknown;
}

type Answers = Record<string, (input: never) => unknown>;

/** A refusal as the server formats it. */
export class Refused extends Error {
  constructor(
    readonly code: ErrorCode,
    readonly userText: string,
  ) {
    super('internal text that nobody may see');
  }
}

export const OWNER: Viewer = {
  userId: 'u1',
  name: 'Sam Rivera',
  email: 'sam@example.org',
  workspaceName: 'Friday Media',
  role: 'owner',
};

/** Renders with the real query and tRPC clients; only the wire is replaced, by `answers`. Returns the calls made. */
export function renderWithApi(
  ui: ReactNode,
  answers: Answers,
  viewer: Viewer = OWNER,
): RenderResult & { calls: ApiCall[] } {
  const calls: ApiCall[] = [];
  const wire: TRPCLink<AppRouter> = () => (request) =>
    observable((observer) => {
      const { path, input } = request.op;
      calls.push({ path, input });
      Promise.resolve()
        .then(() => answers[path]?.(input as never))
        .then((data) => {
          observer.next({ result: { type: 'data', data } });
          observer.complete();
        })
        .catch((error: unknown) => observer.error(asClientError(error, path)));
    });
  const queryClient = createQueryClient({ onSignedOut: () => undefined });
  const trpcClient = createTRPCClient<AppRouter>({ links: [wire] });
  const result = render(
    <QueryClientProvider client={queryClient}>
      <TRPCProvider trpcClient={trpcClient} queryClient={queryClient}>
        <TooltipProvider>
          <ViewerProvider viewer={viewer}>{ui}</ViewerProvider>
        </TooltipProvider>
      </TRPCProvider>
    </QueryClientProvider>,
  );
  return { ...result, calls };
}

function asClientError(error: unknown, path: string): TRPCClientError<AppRouter> {
  if (!(error instanceof Refused))
    return TRPCClientError.from(error instanceof Error ? error : new Error(String(error)));
  const data = { code: error.code, message: error.userText, httpStatus: 409 as const, path, fields: {} };
  return TRPCClientError.from({ error: { code: -32009, message: error.message, data } } as never);
}
