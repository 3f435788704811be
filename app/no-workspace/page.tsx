import type { Metadata } from 'next';
import { redirect } from 'next/navigation';
import { loadVisitor } from '@/app/require-viewer';
import { EntryFrame } from '@/components/shared/entry-frame';
import { SignOutButton } from '@/components/shared/sign-out-button';

export const metadata: Metadata = { title: 'No workspace' };

export default async function NoWorkspacePage() {
  const visitor = await loadVisitor();
  if (visitor.status === 'stranger') redirect('/sign-in');
  if (visitor.status === 'member') redirect('/shows');
  return (
    <EntryFrame
      title="You are in no workspace"
      text={`You are signed in as ${visitor.name}. Ask an owner or admin to invite you, then open their link.`}
    >
      <SignOutButton />
    </EntryFrame>
  );
}
