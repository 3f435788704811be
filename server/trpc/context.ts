import type { AppContext } from '@/server/app-context';
import type { Actor, SignedInUser } from '@/server/domain/actor';

/** What every procedure gets. */
export interface TrpcContext {
  /** null: nobody is signed in. */
  user: SignedInUser | null;
  /** null: role `anyone`, since nobody is signed in or the person is in no workspace. */
  actor: Actor | null;
  headers: Headers;
  /** Of the caller, as the HTTP edge saw it; for rate limits and logs only. */
  ip: string;
  app: AppContext;
}
