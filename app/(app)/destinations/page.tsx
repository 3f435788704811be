import type { Metadata } from 'next';
import { requireViewer } from '@/app/require-viewer';
import { DestinationsScreen } from '@/components/destinations/destinations-screen';

export const metadata: Metadata = { title: 'Destinations' };

export default async function DestinationsPage() {
  await requireViewer('/destinations', 'destination.read');
  return <DestinationsScreen />;
}
