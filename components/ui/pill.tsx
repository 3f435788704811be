import { cva, type VariantProps } from 'class-variance-authority';
import type { ComponentProps } from 'react';
import { classNames } from './class-names';

const pillStyles = cva(
  'inline-flex h-[22px] shrink-0 items-center gap-1.5 rounded-full px-[9px] text-xs font-[650] tracking-[.03em] whitespace-nowrap [&_svg]:size-3',
  {
    variants: {
      tone: {
        neutral: 'bg-surface-3 text-ink-2',
        air: 'bg-air text-on-accent',
        ok: 'bg-preview-soft text-preview',
        warn: 'bg-warn-soft text-warn',
        accent: 'bg-accent-soft text-accent-text',
        fault: 'bg-air-soft text-air-text',
      },
    },
    defaultVariants: { tone: 'neutral' },
  },
);

export type PillProps = ComponentProps<'span'> & VariantProps<typeof pillStyles>;

/** A short state. Its text carries the meaning; the tone only repeats it. */
export function Pill({ tone, className, ...props }: PillProps) {
  return <span className={classNames(pillStyles({ tone }), className)} {...props} />;
}
