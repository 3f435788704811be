'use client';

import { RotateCw, TriangleAlert } from 'lucide-react';
import { Button } from '@/components/ui/button';
import { EmptyState } from '@/components/ui/empty-state';
import { errorText } from '@/lib/browser/api/error-text';

export interface LoadFailureProps {
  /** "We couldn't load the shows" */
  title: string;
  error: unknown;
  isRetrying?: boolean;
  onRetry: () => void;
}

/** Stands where a list would stand when it cannot be loaded. */
export function LoadFailure({ title, error, isRetrying = false, onRetry }: LoadFailureProps) {
  return (
    <div role="alert">
      <EmptyState
        icon={<TriangleAlert />}
        title={title}
        text={errorText(error)}
        action={
          <Button isLoading={isRetrying} onClick={onRetry}>
            <RotateCw aria-hidden />
            Try again
          </Button>
        }
      />
    </div>
  );
}
