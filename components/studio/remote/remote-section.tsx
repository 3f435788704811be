import type { ReactNode } from 'react';
import { Eyebrow } from '@/components/ui/eyebrow';

export interface RemoteSectionProps {
  /** Where the bar at the bottom jumps to. */
  id: string;
  title: string;
  /** Beside the title: counts, and what acts on all of it. */
  aside?: ReactNode;
  /** Why nothing here is possible; null when something is. */
  reason?: string | null;
  children: ReactNode;
}

export function RemoteSection({ id, title, aside, reason = null, children }: RemoteSectionProps) {
  return (
    <section id={id} aria-label={title} className="flex flex-col gap-2.5">
      <div className="flex min-h-11 flex-wrap items-center gap-2.5">
        <Eyebrow>{title}</Eyebrow>
        {aside}
      </div>
      {reason !== null && <p className="text-ink-2">{reason}</p>}
      {children}
    </section>
  );
}
