import type { APIRequestContext } from '@playwright/test';
import superjson from 'superjson';

/** Calls one tRPC procedure with the cookies of a browser context, as the product's own pages do. */
export interface ProductApi {
  query<T>(path: string, input?: unknown): Promise<T>;
  mutate<T>(path: string, input?: unknown): Promise<T>;
}

export class ProcedureError extends Error {
  constructor(
    readonly path: string,
    readonly status: number,
    readonly body: string,
  ) {
    super(`${path} answered ${status}: ${body.slice(0, 300)}`);
  }
}

export function productApi(request: APIRequestContext, url: string): ProductApi {
  const read = async <T>(
    path: string,
    response: { status(): number; ok(): boolean; text(): Promise<string> },
  ) => {
    const text = await response.text();
    if (!response.ok()) throw new ProcedureError(path, response.status(), text);
    const { result } = JSON.parse(text) as { result: { data: Parameters<typeof superjson.deserialize>[0] } };
    return superjson.deserialize<T>(result.data);
  };
  return {
    async query<T>(path: string, input?: unknown) {
      const search = new URLSearchParams({ input: JSON.stringify(superjson.serialize(input)) });
      return read<T>(path, await request.get(`${url}/api/trpc/${path}?${search.toString()}`));
    },
    async mutate<T>(path: string, input?: unknown) {
      const response = await request.post(`${url}/api/trpc/${path}`, {
        data: superjson.serialize(input),
        headers: { origin: url, 'content-type': 'application/json' },
      });
      return read<T>(path, response);
    },
  };
}

export interface Credentials {
  name: string;
  email: string;
  password: string;
}

export const OWNER: Credentials = {
  name: 'Olive Owner',
  email: 'owner@example.test',
  password: 'correct horse battery',
};

/** First run and sign-in without pages, for work that is about something else. */
export async function createOwnerAndSignIn(request: APIRequestContext, url: string): Promise<ProductApi> {
  const api = productApi(request, url);
  await api.mutate('setup.createOwner', { ...OWNER, workspaceName: 'Friday Media' });
  await signIn(request, url, OWNER);
  return api;
}

export async function signIn(request: APIRequestContext, url: string, who: Credentials): Promise<void> {
  const csrf = (await (await request.get(`${url}/api/auth/csrf`)).json()) as { csrfToken: string };
  const response = await request.post(`${url}/api/auth/callback/credentials`, {
    form: {
      csrfToken: csrf.csrfToken,
      email: who.email,
      password: who.password,
      json: 'true',
      callbackUrl: url,
    },
    headers: { origin: url },
  });
  if (!response.ok()) throw new Error(`Sign-in answered ${response.status()}: ${await response.text()}`);
}
