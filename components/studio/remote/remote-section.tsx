import type { ReactNode } from 'react';
import { Button } from '@/components/ui/button';
import { Eyebrow } from '@/components/ui/eyebrow';
import type { StudioAction } from '../model/actions/studio-action';
import { pressAction } from '../press-action';

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

/** What acts on all of a section, at the end of its title: `children` are its symbol and its word. */
export function SectionAction({
  action,
  children,
}: {
  action: StudioAction | undefined;
  children: ReactNode;
}) {
  if (!action) return null;
  return (
    <Button
      variant="ghost"
      aria-disabled={!action.isAvailable}
      onClick={() => pressAction(action)}
      className="ml-auto h-11"
    >
      {children}
    </Button>
  );
}
