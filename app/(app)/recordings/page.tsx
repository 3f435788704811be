import type { Metadata } from 'next';
import { requireViewer } from '@/app/require-viewer';
import { RecordingsScreen } from '@/components/recordings/recordings-screen';

export const metadata: Metadata = { title: 'Recordings' };

export default async function RecordingsPage() {
  await requireViewer('/recordings', 'recording.read');
  return <RecordingsScreen />;
}
