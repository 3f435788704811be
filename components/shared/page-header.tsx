import type { ReactNode } from 'react';

export interface PageHeaderProps {
  title: ReactNode;
  /** One line under the title. */
  text?: ReactNode;
  /** Buttons, the main one last. */
  actions?: ReactNode;
}

export function PageHeader({ title, text, actions }: PageHeaderProps) {
  return (
    <header className="flex flex-wrap items-center gap-x-3 gap-y-3">
      <div className="min-w-0 flex-1 basis-60">
        <h1 className="text-2xl font-[680] tracking-[-.01em] break-words">{title}</h1>
        {text && <p className="mt-1 max-w-[84ch] text-pretty text-ink-2">{text}</p>}
      </div>
      {actions && <div className="flex flex-wrap items-center gap-2.5">{actions}</div>}
    </header>
  );
}

export function SectionTitle({ children, actions }: { children: ReactNode; actions?: ReactNode }) {
  return (
    <div className="mb-2.5 flex min-h-[26px] items-center gap-3">
      <h2 className="flex-1 text-base font-[620] text-ink-2">{children}</h2>
      {actions}
    </div>
  );
}
