import { redirect } from 'next/navigation';
import { loadVisitor } from '@/app/require-viewer';
import { getAppContext } from '@/server/app-context';
import { getSetupStatus } from '@/server/domain/setup/get-setup-status';

export default async function StartPage() {
  const { isSetUp } = await getSetupStatus(getAppContext().domain);
  if (!isSetUp) redirect('/setup');
  const visitor = await loadVisitor();
  redirect(visitor.status === 'stranger' ? '/sign-in' : '/shows');
}
