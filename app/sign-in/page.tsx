import type { Metadata } from 'next';
import { redirect } from 'next/navigation';
import { loadVisitor } from '@/app/require-viewer';
import { EntryFrame } from '@/components/shared/entry-frame';
import { SignInForm } from '@/components/sign-in/sign-in-form';
import { getAppContext } from '@/server/app-context';
import { getSetupStatus } from '@/server/domain/setup/get-setup-status';
import { safeNextPath } from './safe-next-path';

export const metadata: Metadata = { title: 'Sign in' };

/** next-auth's codes for a failed round trip through Google or GitHub. */
const SERVICE_FAILURE =
  'That sign-in did not work. Use the address you were invited with, or your email and password.';

export default async function SignInPage({
  searchParams,
}: {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}) {
  const app = getAppContext();
  const { isSetUp } = await getSetupStatus(app.domain);
  if (!isSetUp) redirect('/setup');
  const { next, error } = await searchParams;
  const nextPath = safeNextPath(next);
  const visitor = await loadVisitor();
  if (visitor.status === 'member') redirect(nextPath);
  return (
    <EntryFrame title="Sign in" footer="Guests of a show need no account: they open the link they were sent.">
      <SignInForm
        nextPath={nextPath}
        providers={configuredProviders()}
        initialError={error ? SERVICE_FAILURE : null}
      />
    </EntryFrame>
  );

  function configuredProviders(): { id: string; name: string }[] {
    const providers = [];
    if (app.env.google) providers.push({ id: 'google', name: 'Google' });
    if (app.env.github) providers.push({ id: 'github', name: 'GitHub' });
    return providers;
  }
}
