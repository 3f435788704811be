import 'server-only';
import { headers } from 'next/headers';
import { redirect } from 'next/navigation';
import { cache } from 'react';
import type { Viewer } from '@/components/shared/viewer';
import { can, type Action } from '@/lib/core/access/can';
import { getAppContext } from '@/server/app-context';
import { getAccount } from '@/server/domain/account/get-account';
import { createContext } from '@/server/trpc/create-context';

export type Visitor =
  | { status: 'stranger' }
  /** Signed in, but in no workspace: removed, or came by Google or GitHub without an invitation. */
  | { status: 'outsider'; name: string }
  | { status: 'member'; viewer: Viewer };

/** Who asks for this page; read once for the layout and the page together. */
export const loadVisitor = cache(async (): Promise<Visitor> => {
  const app = getAppContext();
  const { user, actor } = await createContext(app, await headers());
  if (user === null) return { status: 'stranger' };
  const account = actor === null ? null : await getAccount(app.domain, actor);
  if (account === null || !account.ok) return { status: 'outsider', name: user.name };
  const { userId, name, email, workspaceName, role } = account.value;
  return { status: 'member', viewer: { userId, name, email, workspaceName, role } };
});

/**
 * The guard of every page inside (app). A stranger signs in and comes back to `path`; a member whose role does not
 * allow the page goes to the shows. Layouts are not enough: Next keeps them while pages change.
 */
export async function requireViewer(path: string, action: Action): Promise<Viewer> {
  const visitor = await loadVisitor();
  if (visitor.status === 'stranger') redirect(`/sign-in?next=${encodeURIComponent(path)}`);
  if (visitor.status === 'outsider') redirect('/no-workspace');
  if (!can(visitor.viewer.role, action)) redirect('/shows');
  return visitor.viewer;
}
