import type { Metadata } from 'next';
import { JoinScreen } from '@/components/join/join-screen';
import { ApiProvider } from '@/lib/browser/api/api-provider';

export const metadata: Metadata = { title: 'Join the show', referrer: 'no-referrer' };

/** Public: the code in the address is the invitation. */
export default async function JoinPage({ params }: { params: Promise<{ code: string }> }) {
  const { code } = await params;
  return (
    <ApiProvider>
      <JoinScreen code={code} />
    </ApiProvider>
  );
}
