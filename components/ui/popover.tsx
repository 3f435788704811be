'use client';

import { Popover as Primitive } from 'radix-ui';
import type { ReactNode } from 'react';
import { classNames } from './class-names';

export interface PopoverProps {
  trigger: ReactNode;
  /** Spoken name of the panel. */
  label: string;
  align?: 'start' | 'center' | 'end';
  side?: 'top' | 'bottom' | 'left' | 'right';
  className?: string | undefined;
  children: ReactNode;
}

export function Popover({
  trigger,
  label,
  align = 'center',
  side = 'bottom',
  className,
  children,
}: PopoverProps) {
  return (
    <Primitive.Root>
      <Primitive.Trigger asChild>{trigger}</Primitive.Trigger>
      <Primitive.Portal>
        <Primitive.Content
          aria-label={label}
          align={align}
          side={side}
          sideOffset={6}
          collisionPadding={8}
          className={classNames(
            'z-50 w-72 rounded-md border border-line-strong bg-surface-2 p-3 shadow-float animate-in fade-in-0 zoom-in-[.98] duration-100',
            className,
          )}
        >
          {children}
        </Primitive.Content>
      </Primitive.Portal>
    </Primitive.Root>
  );
}
