'use client';

import { useEffect, useRef } from 'react';
import uPlot from 'uplot';
import 'uplot/dist/uPlot.min.css';

export interface LineChartProps {
  /** Says in words what the curve shows. */
  label: string;
  /** Seconds since 1970, rising. */
  seconds: readonly number[];
  values: readonly (number | null)[];
  /** Below zero for a figure of two directions; the scale reaches down to this at least. */
  valueMin?: number;
  /** The scale goes from zero to this at least, so that a small change does not look like a large one. */
  valueMax: number;
  heightPx?: number;
  /** Times under the curve. */
  hasTimes?: boolean;
}

/** One small curve, filled to zero. Reads its colours from the page. */
export function LineChart({
  label,
  seconds,
  values,
  valueMin = 0,
  valueMax,
  heightPx = 40,
  hasTimes = false,
}: LineChartProps) {
  const boxRef = useRef<HTMLDivElement>(null);
  const plotRef = useRef<uPlot | null>(null);
  const dataRef = useRef<uPlot.AlignedData>([[], []]);
  useEffect(() => {
    const box = boxRef.current;
    if (!box) return;
    const style = getComputedStyle(box);
    const color = (name: string): string => style.getPropertyValue(name).trim();
    const times: uPlot.Axis = {
      stroke: color('--text-3'),
      grid: { show: false },
      ticks: { show: false },
      size: 22,
      font: '11px Inter, sans-serif',
    };
    const plot = new uPlot(
      {
        width: Math.max(1, box.clientWidth),
        height: heightPx,
        padding: [3, 0, 3, 0],
        legend: { show: false },
        cursor: { show: false },
        axes: [hasTimes ? times : { show: false }, { show: false }],
        scales: {
          y: {
            range: (_plot, min, max) => [Math.min(valueMin, min * 1.1), Math.max(valueMax, max * 1.1)],
          },
        },
        series: [
          {},
          {
            stroke: color('--accent-text'),
            fill: `${color('--accent-text')}18`,
            fillTo: 0,
            width: 1.6,
            points: { show: false },
          },
        ],
      },
      dataRef.current,
      box,
    );
    plotRef.current = plot;
    const observer = new ResizeObserver(() => plot.setSize({ width: box.clientWidth, height: heightPx }));
    observer.observe(box);
    return () => {
      observer.disconnect();
      plot.destroy();
      plotRef.current = null;
    };
  }, [heightPx, hasTimes, valueMin, valueMax]);
  useEffect(() => {
    dataRef.current = [[...seconds], [...values]];
    plotRef.current?.setData(dataRef.current);
  }, [seconds, values]);
  return (
    <div
      ref={boxRef}
      role="img"
      aria-label={label}
      style={{ height: heightPx }}
      className="overflow-hidden [&_canvas]:block"
    />
  );
}
