'use client';

import { Tooltip as Primitive } from 'radix-ui';
import type { ReactNode } from 'react';

const OPEN_DELAY_MS = 350;

export function TooltipProvider({ children }: { children: ReactNode }) {
  return <Primitive.Provider delayDuration={OPEN_DELAY_MS}>{children}</Primitive.Provider>;
}

export function Tooltip({
  label,
  side = 'top',
  children,
}: {
  /** Null: nothing is shown. */
  label: ReactNode;
  side?: 'top' | 'right' | 'bottom' | 'left';
  children: ReactNode;
}) {
  return (
    <Primitive.Root>
      <Primitive.Trigger asChild>{children}</Primitive.Trigger>
      {label !== null && (
        <Primitive.Portal>
          <Primitive.Content
            side={side}
            sideOffset={6}
            collisionPadding={8}
            className="z-50 max-w-64 rounded-sm border border-line-strong bg-surface-3 px-2 py-1 text-sm text-ink-1 shadow-float animate-in fade-in-0 duration-100"
          >
            {label}
          </Primitive.Content>
        </Primitive.Portal>
      )}
    </Primitive.Root>
  );
}
