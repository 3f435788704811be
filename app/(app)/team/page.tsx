import type { Metadata } from 'next';
import { requireViewer } from '@/app/require-viewer';
import { TeamScreen } from '@/components/team/team-screen';

export const metadata: Metadata = { title: 'Team' };

export default async function TeamPage() {
  await requireViewer('/team', 'team.read');
  return <TeamScreen />;
}
