'use client';

import { RotateCw, TriangleAlert } from 'lucide-react';
import { Button } from '@/components/ui/button';
import { EmptyState } from '@/components/ui/empty-state';

/** The sidebar stays; only this page failed. */
export default function PageError({
  error,
  reset,
}: {
  error: Error & { digest?: string };
  reset: () => void;
}) {
  return (
    <div role="alert">
      <EmptyState
        icon={<TriangleAlert />}
        title="This page stopped working"
        text={`Shows on air are not affected. Try again; if it stays, look at the Doctor page${error.digest ? ` and the log for ${error.digest}` : ''}.`}
        action={
          <Button onClick={reset}>
            <RotateCw aria-hidden />
            Try again
          </Button>
        }
      />
    </div>
  );
}
