import type { Metadata } from 'next';
import { WatchScreen } from '@/components/watch/watch-screen';
import { ApiProvider } from '@/lib/browser/api/api-provider';

export const metadata: Metadata = { title: 'Watch' };

/** Public: whoever has the link may watch. */
export default async function WatchPage({ params }: { params: Promise<{ slug: string }> }) {
  const { slug } = await params;
  return (
    <ApiProvider>
      <WatchScreen slug={slug} />
    </ApiProvider>
  );
}
