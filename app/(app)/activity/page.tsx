import type { Metadata } from 'next';
import { requireViewer } from '@/app/require-viewer';
import { ActivityScreen } from '@/components/activity/activity-screen';

export const metadata: Metadata = { title: 'Activity' };

export default async function ActivityPage({
  searchParams,
}: {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}) {
  await requireViewer('/activity', 'audit.read');
  const { kind, actor, show } = await searchParams;
  return <ActivityScreen filter={{ kind: first(kind), actor: first(actor), showId: first(show) }} />;
}

function first(value: string | string[] | undefined): string {
  return typeof value === 'string' ? value : '';
}
