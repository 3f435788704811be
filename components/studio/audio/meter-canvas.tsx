'use client';

import { useEffect, useRef } from 'react';
import type { MeterReading } from '@/lib/core/mix/meter';
import type { MeterLoop } from '@/lib/browser/paint/create-meter-loop';

export interface MeterCanvasProps {
  meters: MeterLoop;
  /** Asked while drawing. */
  read: () => MeterReading & { reductionDb: number };
}

const FLOOR_DB = -60;
/** Speech has its peaks in the middle zone; the last one is left to laughs. */
const ZONES = [
  { fromDb: FLOOR_DB, color: '--meter-low' },
  { fromDb: -18, color: '--meter-mid' },
  { fromDb: -6, color: '--meter-high' },
] as const;
const SCALE_DB = [-60, -40, -30, -20, -10, -5, 0] as const;
const HEIGHT_PX = 10;
const REDUCTION_HEIGHT_PX = 2;
/** What is only peak, not loudness, is drawn fainter. */
const PEAK_ALPHA = 0.38;

/**
 * A level with its scale: loudness full, peak behind it, the highest peak of late as a line, and from the right what
 * dynamics or limiter take away. Draws itself in the page's one meter loop; React renders it once. Decoration for the
 * eye: what matters is said in words beside it.
 */
export function MeterCanvas({ meters, read }: MeterCanvasProps) {
  const canvasRef = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    const canvas = canvasRef.current;
    const context = canvas?.getContext('2d');
    if (!canvas || !context) return;
    const paint = createMeterPainter(canvas, context);
    return meters.add(() => paint(read()));
  }, [meters, read]);
  return (
    <div aria-hidden className="mt-2">
      <canvas ref={canvasRef} className="block h-3 w-full rounded-[3px] bg-surface-4" />
      <div className="relative mt-0.5 h-3 text-[10px] leading-3 text-ink-3 tabular-nums">
        {SCALE_DB.map((db) => (
          <span
            key={db}
            className={
              db === 0
                ? 'absolute right-0'
                : db === FLOOR_DB
                  ? 'absolute left-0'
                  : 'absolute -translate-x-1/2'
            }
            style={db === 0 || db === FLOOR_DB ? undefined : { left: `${shareOf(db) * 100}%` }}
          >
            {db}
          </span>
        ))}
      </div>
    </div>
  );
}

const shareOf = (db: number): number => Math.min(1, Math.max(0, (db - FLOOR_DB) / -FLOOR_DB));

/** Remembers what it drew: a meter that stands still costs no pixel. */
function createMeterPainter(canvas: HTMLCanvasElement, context: CanvasRenderingContext2D) {
  const style = getComputedStyle(canvas);
  const zones = ZONES.map(({ fromDb, color }) => ({
    from: shareOf(fromDb),
    color: style.getPropertyValue(color),
  }));
  const holdColor = style.getPropertyValue('--text-1');
  const reductionColor = style.getPropertyValue('--warn');
  let drawn = '';
  return ({ rmsDb, peakDb, holdDb, reductionDb }: ReturnType<MeterCanvasProps['read']>): void => {
    const ratio = window.devicePixelRatio || 1;
    const width = Math.round(canvas.clientWidth * ratio);
    const at = (db: number): number => Math.round(shareOf(db) * width);
    const [rms, peak, hold] = [at(rmsDb), at(peakDb), at(holdDb)];
    const taken = Math.round((Math.min(-FLOOR_DB, reductionDb) / -FLOOR_DB) * width);
    const key = `${width} ${rms} ${peak} ${hold} ${taken}`;
    if (key === drawn) return;
    drawn = key;
    const height = Math.round((HEIGHT_PX + REDUCTION_HEIGHT_PX) * ratio);
    // Setting a size clears the canvas.
    canvas.width = width;
    canvas.height = height;
    const barHeight = Math.round(HEIGHT_PX * ratio);
    const bar = (to: number, alpha: number): void => {
      context.globalAlpha = alpha;
      zones.forEach(({ from, color }, index) => {
        const left = Math.round(from * width);
        const right = Math.min(to, Math.round((zones[index + 1]?.from ?? 1) * width));
        if (right <= left) return;
        context.fillStyle = color;
        context.fillRect(left, 0, right - left, barHeight);
      });
    };
    bar(peak, PEAK_ALPHA);
    bar(rms, 1);
    context.globalAlpha = 1;
    if (hold > 0) {
      context.fillStyle = holdColor;
      context.fillRect(Math.min(hold, width) - Math.ceil(ratio), 0, Math.ceil(ratio), barHeight);
    }
    if (taken > 0) {
      context.fillStyle = reductionColor;
      context.fillRect(width - taken, barHeight, taken, height - barHeight);
    }
  };
}
