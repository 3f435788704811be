import type { Metadata } from 'next';
import { StudioScreen } from '@/components/studio/studio-screen';
import { ApiProvider } from '@/lib/browser/api/api-provider';

export const metadata: Metadata = { title: 'Studio' };

interface StudioPageProps {
  params: Promise<{ showId: string }>;
  searchParams: Promise<{ rehearsal?: string }>;
}

/** Access is decided by `studio.enter`, which the screen asks first. */
export default async function StudioPage({ params, searchParams }: StudioPageProps) {
  const { showId } = await params;
  const { rehearsal } = await searchParams;
  return (
    <ApiProvider>
      <StudioScreen showId={showId} isRehearsal={rehearsal === '1'} />
    </ApiProvider>
  );
}
