'use client';

import { Switch as Primitive } from 'radix-ui';
import type { ComponentProps } from 'react';
import { classNames } from './class-names';

export function Switch({ className, ...props }: ComponentProps<typeof Primitive.Root>) {
  return (
    <Primitive.Root
      className={classNames(
        'relative inline-flex h-5 w-9 shrink-0 items-center rounded-full border border-line-strong bg-surface-4 transition-colors disabled:opacity-50 data-[state=checked]:border-transparent data-[state=checked]:bg-accent after:absolute after:-inset-3',
        className,
      )}
      {...props}
    >
      <Primitive.Thumb className="block size-3.5 translate-x-[3px] rounded-full bg-ink-2 transition-transform data-[state=checked]:translate-x-[17px] data-[state=checked]:bg-on-accent" />
    </Primitive.Root>
  );
}
