import type { ReactNode } from 'react';
import { BrandMark } from './brand-mark';

/** Pages without the sidebar: setup, sign-in, invitations, errors. One calm column. */
export function EntryFrame({
  title,
  text,
  children,
  footer,
}: {
  title: string;
  text?: ReactNode;
  children: ReactNode;
  footer?: ReactNode;
}) {
  return (
    <main className="welcome-ground flex min-h-dvh flex-col">
      <div className="mx-auto flex w-full max-w-[420px] flex-1 flex-col gap-5 px-[18px] pt-5 pb-7 sm:justify-center sm:pt-10 sm:pb-20">
        <div className="flex items-center gap-2.5">
          <BrandMark />
          <span className="font-[620]">Stream Buddy</span>
        </div>
        <div>
          <h1 className="text-2xl font-[680] tracking-[-.01em]">{title}</h1>
          {text && <p className="mt-1.5 text-ink-2">{text}</p>}
        </div>
        {children}
        {footer && <p className="text-center text-sm text-ink-3">{footer}</p>}
      </div>
    </main>
  );
}
