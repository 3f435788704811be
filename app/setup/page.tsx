import type { Metadata } from 'next';
import { redirect } from 'next/navigation';
import { SetupFlow } from '@/components/setup/setup-flow';
import { getAppContext } from '@/server/app-context';
import { getSetupStatus } from '@/server/domain/setup/get-setup-status';

export const metadata: Metadata = { title: 'Set up' };

export default async function SetupPage() {
  const { isSetUp } = await getSetupStatus(getAppContext().domain);
  if (isSetUp) redirect('/');
  return <SetupFlow />;
}
