import '@fontsource-variable/inter/wght.css';
import './globals.css';
import type { Metadata, Viewport } from 'next';
import type { ReactNode } from 'react';
import { Toaster } from '@/components/ui/toast';
import { TooltipProvider } from '@/components/ui/tooltip';
import { ApiProvider } from '@/lib/browser/api/api-provider';

export const metadata: Metadata = {
  title: { default: 'Stream Buddy', template: '%s · Stream Buddy' },
  description: 'A self-hosted studio for live shows that runs in the browser.',
  robots: { index: false, follow: false },
};

export const viewport: Viewport = {
  width: 'device-width',
  initialScale: 1,
  colorScheme: 'dark',
  themeColor: '#0a0c0f',
};

// Every page is rendered per request: the policy against injected scripts needs a fresh nonce in each.
export const dynamic = 'force-dynamic';

export default function RootLayout({ children }: { children: ReactNode }) {
  return (
    <html lang="en">
      <body>
        <ApiProvider>
          <TooltipProvider>{children}</TooltipProvider>
        </ApiProvider>
        <Toaster />
      </body>
    </html>
  );
}
