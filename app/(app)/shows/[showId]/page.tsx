import type { Metadata } from 'next';
import { requireViewer } from '@/app/require-viewer';
import { ShowScreen } from '@/components/shows/show-screen';

export const metadata: Metadata = { title: 'Show' };

export default async function ShowPage({ params }: { params: Promise<{ showId: string }> }) {
  const { showId } = await params;
  await requireViewer(`/shows/${encodeURIComponent(showId)}`, 'show.read');
  return <ShowScreen showId={showId} />;
}
