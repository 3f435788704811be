'use client';

import { useEffect, useRef } from 'react';
import { classNames } from '@/components/ui/class-names';
import { onPaintTick } from '@/lib/browser/paint/on-paint-tick';
import { meterFraction } from '@/lib/browser/devices/level-meter';

export interface LevelBarProps {
  /** Polled while drawing; -Infinity is silence. */
  readDb: () => number;
  orientation?: 'horizontal' | 'vertical';
  className?: string;
}

/** Share of the way back to the true level in one drawing: quick up, slow down, as meters do. */
const FALL_PER_DRAWING = 0.28;
/** Finer steps than the eye tells apart; an unchanged step touches nothing. */
const STEPS = 64;

/** A level meter that draws itself: no React render per frame. Decoration; levels have no words. */
export function LevelBar({ readDb, orientation = 'horizontal', className }: LevelBarProps) {
  const coverRef = useRef<HTMLSpanElement>(null);
  const isVertical = orientation === 'vertical';
  useEffect(() => {
    let shown = 0;
    let drawn = -1;
    return onPaintTick(() => {
      const level = meterFraction(readDb());
      shown = level > shown ? level : shown + (level - shown) * FALL_PER_DRAWING;
      const step = Math.round(shown * STEPS);
      const cover = coverRef.current;
      if (!cover || step === drawn) return;
      drawn = step;
      const scale = 1 - step / STEPS;
      cover.style.transform = isVertical ? `scaleY(${scale})` : `scaleX(${scale})`;
    });
  }, [readDb, isVertical]);
  return (
    <span
      aria-hidden
      className={classNames(
        'relative block overflow-hidden rounded-full',
        isVertical
          ? 'w-1 bg-[linear-gradient(0deg,var(--meter-low)_60%,var(--meter-mid)_82%,var(--meter-high))]'
          : 'h-1 bg-[linear-gradient(90deg,var(--meter-low)_60%,var(--meter-mid)_82%,var(--meter-high))]',
        className,
      )}
    >
      <span
        ref={coverRef}
        className={classNames('absolute inset-0 bg-surface-4', isVertical ? 'origin-top' : 'origin-right')}
      />
    </span>
  );
}
