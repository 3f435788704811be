import type { ReactNode } from 'react';
import { loadVisitor } from '@/app/require-viewer';
import { AppShell } from '@/components/shell/app-shell';
import { UploadsProvider } from '@/components/shared/media/uploads-context';
import { ViewerProvider } from '@/components/shared/viewer';

/** No loading.tsx beside this file: a page that is already streaming cannot send a stranger away with a real redirect. */
export default async function AppLayout({ children }: { children: ReactNode }) {
  const visitor = await loadVisitor();
  // The page itself sends strangers away, with the way back; without a viewer no screen renders anything.
  if (visitor.status !== 'member') return children;
  return (
    <ViewerProvider viewer={visitor.viewer}>
      <UploadsProvider>
        <AppShell>{children}</AppShell>
      </UploadsProvider>
    </ViewerProvider>
  );
}
