'use client';

import { useEffect, useRef } from 'react';
import { classNames } from '@/components/ui/class-names';
import { meterFraction } from '@/lib/browser/devices/level-meter';
import { startDrawing } from './start-drawing';

export interface LevelBarProps {
  /** Polled while drawing; -Infinity is silence. */
  readDb: () => number;
  orientation?: 'horizontal' | 'vertical';
  className?: string;
}

/** Share of the way back to the true level in one drawing: quick up, slow down, as meters do. */
const FALL_PER_DRAWING = 0.22;
/** A smaller move cannot be seen, and a page that changes nothing paints nothing. */
const MOVE_MIN = 0.005;

/** A level meter that draws itself: no React render per frame. Decoration; levels have no words. */
export function LevelBar({ readDb, orientation = 'horizontal', className }: LevelBarProps) {
  const coverRef = useRef<HTMLSpanElement>(null);
  const isVertical = orientation === 'vertical';
  useEffect(() => {
    let shown = 0;
    let drawn = -1;
    return startDrawing(() => {
      const level = meterFraction(readDb());
      shown = level > shown ? level : shown + (level - shown) * FALL_PER_DRAWING;
      const cover = coverRef.current;
      if (!cover || Math.abs(shown - drawn) < MOVE_MIN) return;
      drawn = shown;
      cover.style.transform = isVertical ? `scaleY(${1 - shown})` : `scaleX(${1 - shown})`;
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
