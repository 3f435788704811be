'use client';

import { KeyRound, LogOut } from 'lucide-react';
import { signOut } from 'next-auth/react';
import { useState } from 'react';
import { PageHeader, SectionTitle } from '@/components/shared/page-header';
import { ROLE_NAMES, ROLE_TEXTS, type WorkspaceRole } from '@/components/shared/role-text';
import { useViewer } from '@/components/shared/viewer';
import { Avatar } from '@/components/ui/avatar';
import { Button } from '@/components/ui/button';
import { Card } from '@/components/ui/card';
import { BrandCard } from './brand-card';
import { ChangePasswordDialog } from './change-password-dialog';
import { SessionsSection } from './sessions-section';

export function SettingsScreen() {
  const viewer = useViewer();
  const role = viewer.role as WorkspaceRole;
  const [isChangingPassword, setIsChangingPassword] = useState(false);
  return (
    <>
      <PageHeader title="Settings" />
      <section>
        <SectionTitle>Account</SectionTitle>
        <Card className="flex flex-wrap items-center gap-4 p-4">
          <Avatar name={viewer.name} size="large" />
          <div className="min-w-0 flex-1 basis-56">
            <p className="truncate text-lg font-[640]">{viewer.name}</p>
            <p className="truncate text-ink-2">{viewer.email}</p>
          </div>
          <Button onClick={() => setIsChangingPassword(true)}>
            <KeyRound aria-hidden />
            Change password
          </Button>
          <Button onClick={() => void signOut({ callbackUrl: '/sign-in' })}>
            <LogOut aria-hidden />
            Sign out
          </Button>
        </Card>
      </section>
      <section>
        <SectionTitle>Workspace</SectionTitle>
        <Card>
          <dl className="divide-y divide-line">
            <Row name="Name" value={viewer.workspaceName} />
            <Row name="Your role" value={ROLE_NAMES[role]} note={ROLE_TEXTS[role]} />
          </dl>
        </Card>
      </section>
      <BrandCard />
      <SessionsSection />
      {isChangingPassword && (
        <ChangePasswordDialog email={viewer.email} onClose={() => setIsChangingPassword(false)} />
      )}
    </>
  );
}

function Row({ name, value, note }: { name: string; value: string; note?: string }) {
  return (
    <div className="flex flex-wrap items-baseline gap-x-4 gap-y-0.5 px-4 py-3">
      <dt className="w-28 shrink-0 text-ink-3">{name}</dt>
      <dd className="min-w-0 flex-1 basis-48">
        <span className="font-[600] break-words">{value}</span>
        {note && <span className="block text-sm text-ink-3">{note}</span>}
      </dd>
    </div>
  );
}
