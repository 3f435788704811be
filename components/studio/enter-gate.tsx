'use client';

import { BrandMark } from '@/components/shared/brand-mark';
import { Button } from '@/components/ui/button';
import { Skeleton } from '@/components/ui/skeleton';

export interface EnterGateProps {
  /** Null while it loads. */
  title: string | null;
  isRehearsal: boolean;
  isOpening: boolean;
  /** Why the studio did not open, and what to do; null while it may. */
  problem: string | null;
  onEnter: () => void;
}

/** One click before the studio: browsers let a page make sound only after one. */
export function EnterGate({ title, isRehearsal, isOpening, problem, onEnter }: EnterGateProps) {
  return (
    <main className="welcome-ground grid min-h-dvh place-items-center p-5">
      <section
        aria-busy={title === null}
        className="flex w-full max-w-[420px] flex-col items-center gap-4 rounded-xl border border-line bg-surface-1 p-8 text-center shadow-float"
      >
        <BrandMark className="size-10 rounded-[12px]" />
        <div>
          {title === null ? (
            <Skeleton className="mx-auto h-7 w-52" />
          ) : (
            <h1 className="text-2xl font-[680] tracking-[-.01em] text-balance">{title}</h1>
          )}
          <p className="mt-1.5 text-ink-2">
            {isRehearsal
              ? 'Two synthetic guests will ask to join, so that you can try everything without anyone watching.'
              : 'You will see and hear your guests. Nothing goes out until you go live.'}
          </p>
        </div>
        <Button
          variant="primary"
          size="large"
          className="w-full"
          reason={title === null ? 'The show is being loaded.' : null}
          isLoading={isOpening}
          onClick={onEnter}
        >
          Enter studio
        </Button>
        {problem !== null && (
          <p role="alert" className="text-air-text">
            {problem}
          </p>
        )}
      </section>
    </main>
  );
}
