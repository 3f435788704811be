'use client';

import './globals.css';
import { EntryFrame } from '@/components/shared/entry-frame';
import { Button } from '@/components/ui/button';

/** Stands in for the root layout when that itself fails. */
export default function GlobalError({ reset }: { reset: () => void }) {
  return (
    <html lang="en">
      <body>
        <EntryFrame
          title="Something went wrong on our side"
          text="A show on air is not affected. Try again in a moment."
        >
          <Button variant="primary" className="h-11" onClick={reset}>
            Try again
          </Button>
        </EntryFrame>
      </body>
    </html>
  );
}
