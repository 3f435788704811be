'use client';

import { EntryFrame } from '@/components/shared/entry-frame';
import { Button } from '@/components/ui/button';

export default function RootError({
  error,
  reset,
}: {
  error: Error & { digest?: string };
  reset: () => void;
}) {
  return (
    <EntryFrame
      title="Something went wrong on our side"
      text={`A show on air is not affected. Try again in a moment.${error.digest ? ` The log has it under ${error.digest}.` : ''}`}
    >
      <Button variant="primary" className="h-11" onClick={reset}>
        Try again
      </Button>
    </EntryFrame>
  );
}
