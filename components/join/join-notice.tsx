import type { ReactNode } from 'react';

/** The page when there is nothing to do but read: closed link, removed, ended. */
export function JoinNotice({ title, text, action }: { title: string; text: string; action?: ReactNode }) {
  return (
    <div className="flex flex-1 flex-col items-center justify-center gap-2 pb-[12vh] text-center">
      <h1 className="text-2xl font-[680] tracking-[-.01em]">{title}</h1>
      <p className="max-w-[44ch] text-ink-2">{text}</p>
      {action && <div className="mt-4">{action}</div>}
    </div>
  );
}
