import type { Metadata } from 'next';
import { requireViewer } from '@/app/require-viewer';
import { SettingsScreen } from '@/components/settings/settings-screen';

export const metadata: Metadata = { title: 'Settings' };

export default async function SettingsPage() {
  await requireViewer('/settings', 'account.read');
  return <SettingsScreen />;
}
