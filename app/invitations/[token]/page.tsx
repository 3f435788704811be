import type { Metadata } from 'next';
import { loadVisitor } from '@/app/require-viewer';
import { InvitationFlow } from '@/components/invitation/invitation-flow';

export const metadata: Metadata = { title: 'Invitation', referrer: 'no-referrer' };

export default async function InvitationPage({ params }: { params: Promise<{ token: string }> }) {
  const { token } = await params;
  const visitor = await loadVisitor();
  const signedInEmail = visitor.status === 'member' ? visitor.viewer.email : null;
  return <InvitationFlow token={token} signedInEmail={signedInEmail} />;
}
