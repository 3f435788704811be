'use client';

import { Switch as Primitive } from 'radix-ui';
import type { ComponentProps } from 'react';
import { classNames } from './class-names';
import { refusal } from './refusal';
import { Tooltip } from './tooltip';

export interface SwitchProps extends ComponentProps<typeof Primitive.Root> {
  /** Why it cannot be changed now, shown over it and spoken with it; null while it can be, absent where it always can. */
  reason?: string | null;
}

export function Switch({ className, reason, onCheckedChange, ...props }: SwitchProps) {
  // Looks go by `aria-checked`: a tooltip around it writes `data-state` over.
  const control = (
    <Primitive.Root
      {...props}
      {...refusal(reason)}
      onCheckedChange={(checked) => !reason && onCheckedChange?.(checked)}
      className={classNames(
        'relative inline-flex h-5 w-9 shrink-0 items-center rounded-full border border-line-strong bg-surface-4 transition-colors disabled:opacity-50 aria-disabled:opacity-50 aria-checked:border-transparent aria-checked:bg-accent after:absolute after:-inset-3',
        className,
      )}
    >
      <Primitive.Thumb className="block size-3.5 translate-x-[3px] rounded-full bg-ink-2 transition-transform data-[state=checked]:translate-x-[17px] data-[state=checked]:bg-on-accent" />
    </Primitive.Root>
  );
  return reason === undefined ? control : <Tooltip label={reason}>{control}</Tooltip>;
}
