import type { ReactNode } from 'react';
import { PhoneBar } from './phone-bar';
import { Sidebar } from './sidebar';

/** Sidebar beside the page; on phones a bar below it. */
export function AppShell({ children }: { children: ReactNode }) {
  return (
    <div className="min-h-dvh md:grid md:grid-cols-[224px_minmax(0,1fr)]">
      <a
        href="#content"
        className="sr-only rounded-sm bg-accent px-3 py-2 text-on-accent focus:not-sr-only focus:fixed focus:top-2 focus:left-2 focus:z-50"
      >
        Skip to content
      </a>
      <Sidebar />
      <main
        id="content"
        tabIndex={-1}
        className="flex w-full mx-auto max-w-[1320px] min-w-0 flex-col gap-6 px-[18px] pt-5 pb-28 outline-none md:px-[34px] md:pt-[26px] md:pb-16"
      >
        {children}
      </main>
      <PhoneBar />
    </div>
  );
}
