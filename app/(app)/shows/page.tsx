import type { Metadata } from 'next';
import { requireViewer } from '@/app/require-viewer';
import { ShowsScreen } from '@/components/shows/shows-screen';

export const metadata: Metadata = { title: 'Shows' };

export default async function ShowsPage() {
  await requireViewer('/shows', 'show.read');
  return <ShowsScreen />;
}
