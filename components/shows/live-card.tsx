'use client';

import { ExternalLink, Link as LinkIcon } from 'lucide-react';
import Link from 'next/link';
import { useState } from 'react';
import { formatClock } from '@/components/shared/format-time';
import { StagePoster } from '@/components/shared/stage-poster';
import { useNow } from '@/components/shared/use-now';
import { useCan } from '@/components/shared/viewer';
import { Button } from '@/components/ui/button';
import { Pill } from '@/components/ui/pill';
import { InviteDialog } from './invite-dialog';
import type { ShowSummary } from './show-types';

/** A show that is on air now: the largest thing on the page, with the way into its studio. */
export function LiveCard({ show }: { show: ShowSummary }) {
  const nowMs = useNow();
  const canInvite = useCan('invite.manage');
  const canEnter = useCan('studio.enter');
  const [isInviting, setIsInviting] = useState(false);
  return (
    <article
      aria-label={`${show.title}, live`}
      className="grid items-center gap-5 rounded-lg border border-[color-mix(in_srgb,var(--air)_45%,var(--line))] bg-surface-1 p-3.5 md:grid-cols-[340px_1fr]"
    >
      <StagePoster title={show.title} />
      <div className="flex min-w-0 flex-col gap-3">
        <div className="flex flex-wrap items-center gap-2.5">
          <Pill tone="air">LIVE</Pill>
          <span className="font-semibold tabular-nums">
            {formatClock(nowMs - (show.liveSince?.getTime() ?? nowMs))}
          </span>
        </div>
        <div>
          <Link href={`/shows/${show.showId}`} className="text-xl font-[660] break-words hover:underline">
            {show.title}
          </Link>
          <p className="mt-0.5 text-sm text-ink-3">{destinationText(show.destinationCount)}</p>
        </div>
        <div className="flex flex-wrap gap-2.5">
          {canEnter && (
            <Button asChild variant="primary">
              <Link href={`/shows/${show.showId}/studio`}>Open studio</Link>
            </Button>
          )}
          {canInvite && (
            <Button onClick={() => setIsInviting(true)}>
              <LinkIcon aria-hidden />
              New guest link
            </Button>
          )}
          <Button asChild>
            <a href={`/watch/${show.slug}`} target="_blank" rel="noreferrer">
              Watch
              <ExternalLink aria-hidden />
              <span className="sr-only">(opens a new tab)</span>
            </a>
          </Button>
        </div>
      </div>
      {isInviting && (
        <InviteDialog showId={show.showId} showTitle={show.title} onClose={() => setIsInviting(false)} />
      )}
    </article>
  );
}

export function destinationText(count: number): string {
  if (count === 0) return 'No destinations yet';
  return count === 1 ? '1 destination' : `${count} destinations`;
}
