import type { Metadata } from 'next';
import { requireViewer } from '@/app/require-viewer';
import { RemoteScreen } from '@/components/studio/remote/remote-screen';

export const metadata: Metadata = { title: 'Remote' };

/** The address stands in a QR code: whoever opens it signs in first, and comes back here. */
export default async function RemotePage({ params }: { params: Promise<{ showId: string }> }) {
  const { showId } = await params;
  await requireViewer(`/shows/${encodeURIComponent(showId)}/remote`, 'studio.enter');
  return <RemoteScreen showId={showId} />;
}
