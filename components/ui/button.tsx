'use client';

import { cva, type VariantProps } from 'class-variance-authority';
import { Slot } from 'radix-ui';
import type { ComponentProps } from 'react';
import { classNames } from './class-names';
import { refusal } from './refusal';
import { Spinner } from './spinner';
import { Tooltip } from './tooltip';
import { useDelayedFlag } from './use-delayed-flag';

export const buttonStyles = cva(
  'relative inline-flex shrink-0 items-center justify-center gap-2 rounded-sm border font-[550] whitespace-nowrap select-none transition-colors disabled:opacity-50 aria-disabled:opacity-60 [&_svg]:size-4 [&_svg]:shrink-0',
  {
    variants: {
      variant: {
        default:
          'border-line-strong bg-surface-3 text-ink-1 enabled:hover:bg-surface-4 [a&]:hover:bg-surface-4',
        primary:
          'border-transparent bg-accent text-on-accent enabled:hover:bg-accent-press [a&]:hover:bg-accent-press',
        air: 'border-transparent bg-air font-[650] text-on-accent enabled:hover:bg-air-press [a&]:hover:bg-air-press',
        danger:
          'border-line-strong bg-surface-3 text-air-text enabled:hover:border-air enabled:hover:bg-air-soft',
        ghost:
          'border-transparent text-ink-2 enabled:hover:bg-surface-3 enabled:hover:text-ink-1 [a&]:hover:bg-surface-3 [a&]:hover:text-ink-1',
      },
      size: {
        default: 'h-8 px-3 text-base touch:h-11 touch:px-4',
        small: 'h-[26px] px-[9px] text-sm touch:h-11 touch:px-3.5 touch:text-base',
        large: 'h-[52px] rounded-[12px] px-6 text-[16px] font-[680]',
      },
    },
    defaultVariants: { variant: 'default', size: 'default' },
  },
);

export type ButtonProps = ComponentProps<'button'> &
  VariantProps<typeof buttonStyles> & {
    /** Renders the only child (a link) with the looks of a button. */
    asChild?: boolean;
    /** Refuses presses at once; after 300 ms shows a spinner in place of the label, without changing the width. */
    isLoading?: boolean;
    /**
     * Why it cannot be pressed now: shown over it and spoken with it; presses do nothing. Null while it can be; absent for
     * a button that always can.
     */
    reason?: string | null;
  };

export function Button({
  className,
  variant,
  size,
  asChild,
  isLoading = false,
  reason,
  children,
  ...props
}: ButtonProps) {
  const showsSpinner = useDelayedFlag(isLoading);
  const classes = classNames(buttonStyles({ variant, size }), className);
  if (asChild) {
    return (
      <Slot.Root className={classes} {...props}>
        {children}
      </Slot.Root>
    );
  }
  const isRefused = isLoading || Boolean(reason);
  const button = (
    <button
      type="button"
      {...props}
      {...refusal(reason)}
      className={classes}
      aria-busy={isLoading || undefined}
      // Not `disabled`: that would throw the keyboard focus back to the page while the work runs.
      aria-disabled={isRefused || props['aria-disabled']}
      onClick={isRefused ? (event) => event.preventDefault() : props.onClick}
    >
      {/* Unseen, not hidden: a hidden name is no name to a screen reader. */}
      {showsSpinner ? <span className="inline-flex items-center gap-2 opacity-0">{children}</span> : children}
      {showsSpinner && <Spinner className="absolute" />}
    </button>
  );
  // Also while there is no reason: the button stays the same element when one comes, and keeps the focus.
  return reason === undefined ? button : <Tooltip label={reason}>{button}</Tooltip>;
}
