'use client';

import { ToggleGroup as Primitive } from 'radix-ui';
import type { ComponentProps } from 'react';
import { classNames } from './class-names';

export interface ChoiceGroupProps {
  /** Names the group for assistive technology. */
  label: string;
  /** The chosen one; null while it is none of them. */
  value: string | null;
  onChoose: (value: string) => void;
  className?: string | undefined;
  children: React.ReactNode;
}

/**
 * Some drawn things of which one is chosen: one stop for Tab, arrow keys go from one to the next, Space or Enter chooses.
 * Arrows do not choose, unlike those of native radio buttons: what is passed on the way would be seen on air.
 */
export function ChoiceGroup({ label, value, onChoose, className, children }: ChoiceGroupProps) {
  return (
    <Primitive.Root
      type="single"
      aria-label={label}
      value={value ?? ''}
      // Empty: the chosen one was pressed, which stays chosen.
      onValueChange={(next) => next !== '' && onChoose(next)}
      className={className}
    >
      {children}
    </Primitive.Root>
  );
}

/** One of them. Inside a disabled fieldset it is off, as any button. */
export function Choice({ className, ...props }: ComponentProps<typeof Primitive.Item>) {
  return (
    <Primitive.Item
      {...props}
      className={classNames(
        // Chosen is a border, so that the ring of the focus is still seen around it.
        'rounded-sm border border-line-strong aria-checked:border-accent-text aria-checked:shadow-[0_0_0_1.5px_var(--accent-text)]',
        className,
      )}
    />
  );
}
