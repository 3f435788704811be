import type { Metadata } from 'next';
import { requireViewer } from '@/app/require-viewer';
import { MediaScreen } from '@/components/media/media-screen';

export const metadata: Metadata = { title: 'Media' };

export default async function MediaPage() {
  await requireViewer('/media', 'asset.read');
  return <MediaScreen />;
}
