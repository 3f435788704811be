'use client';

import { Slider as Primitive } from 'radix-ui';
import { classNames } from './class-names';

export interface SliderProps {
  label: string;
  value: number;
  min: number;
  max: number;
  step?: number;
  /** Why it cannot be moved now, as user text; null or absent while it can be. */
  reason?: string | null;
  /** Spoken instead of the bare number: "-6 dB". */
  valueText?: string;
  orientation?: 'horizontal' | 'vertical';
  className?: string | undefined;
  onValueChange: (value: number) => void;
  /** Once, when the person lets go. */
  onValueCommit?: (value: number) => void;
}

export function Slider(props: SliderProps) {
  const {
    label,
    value,
    min,
    max,
    step = 1,
    reason = null,
    valueText,
    orientation = 'horizontal',
    className,
  } = props;
  const first = (values: number[]): number => values[0] ?? value;
  return (
    <Primitive.Root
      className={classNames(
        'relative flex touch-none items-center select-none data-[disabled]:opacity-50',
        orientation === 'vertical' ? 'h-full w-5 flex-col' : 'h-5 w-full',
        className,
      )}
      value={[value]}
      min={min}
      max={max}
      step={step}
      disabled={reason !== null}
      title={reason ?? undefined}
      orientation={orientation}
      onValueChange={(values) => props.onValueChange(first(values))}
      onValueCommit={(values) => props.onValueCommit?.(first(values))}
    >
      <Primitive.Track
        className={classNames(
          'relative grow rounded-full bg-surface-4',
          orientation === 'vertical' ? 'w-1' : 'h-1',
        )}
      >
        <Primitive.Range
          className={classNames(
            'absolute rounded-full bg-accent',
            orientation === 'vertical' ? 'w-full' : 'h-full',
          )}
        />
      </Primitive.Track>
      <Primitive.Thumb
        aria-label={label}
        aria-valuetext={valueText}
        aria-description={reason ?? undefined}
        className="relative block size-4 rounded-full border border-line-strong bg-ink-1 after:absolute after:-inset-3.5"
      />
    </Primitive.Root>
  );
}
