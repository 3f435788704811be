'use client';

import { useEffect, useRef } from 'react';
import uPlot from 'uplot';
import 'uplot/dist/uPlot.min.css';
import { formatMbps } from './model/relay-wording';

const POINTS = 60;
const EVERY_MS = 1_000;
const HEIGHT_PX = 34;

/** The last minute of a destination's bitrate. Starts when the card appears; nothing is made up before that. */
export function BitrateSparkline({ kbps, label }: { kbps: number; label: string }) {
  const boxRef = useRef<HTMLDivElement>(null);
  const kbpsRef = useRef(kbps);
  useEffect(() => {
    kbpsRef.current = kbps;
  }, [kbps]);
  useEffect(() => {
    const box = boxRef.current;
    if (!box) return;
    const seconds = Array.from({ length: POINTS }, (_, index) => index);
    const values: (number | null)[] = Array.from({ length: POINTS }, () => null);
    const style = getComputedStyle(box);
    const plot = new uPlot(
      {
        width: Math.max(1, box.clientWidth),
        height: HEIGHT_PX,
        padding: [3, 0, 3, 0],
        legend: { show: false },
        cursor: { show: false },
        axes: [{ show: false }, { show: false }],
        scales: {
          x: { time: false },
          // From zero, so that a dip looks as deep as it is.
          y: { range: (_plot, _min, max) => [0, Math.max(1_000, max * 1.15)] },
        },
        series: [
          {},
          {
            stroke: style.getPropertyValue('--preview'),
            fill: `${style.getPropertyValue('--preview').trim()}18`,
            width: 1.6,
            points: { show: false },
          },
        ],
      },
      [seconds, values],
      box,
    );
    const timer = setInterval(() => {
      values.shift();
      values.push(kbpsRef.current);
      plot.setData([seconds, values]);
    }, EVERY_MS);
    const observer = new ResizeObserver(() => plot.setSize({ width: box.clientWidth, height: HEIGHT_PX }));
    observer.observe(box);
    return () => {
      clearInterval(timer);
      observer.disconnect();
      plot.destroy();
    };
  }, []);
  return (
    <div
      ref={boxRef}
      role="img"
      aria-label={`${label}: ${formatMbps(kbps)}`}
      className="mt-2 h-[34px] overflow-hidden [&_canvas]:block"
    />
  );
}
