'use client';

import { useMemo } from 'react';
import { PROGRAM } from '@/lib/core/contract/limits';
import type { HealthSample } from '@/lib/core/health/health-sample';
import { cameraToDestinationMs } from '@/lib/core/health/program-timing';
import { LineChart } from './line-chart';

interface Figure {
  name: string;
  unit: string;
  /** 0 unless a figure has two directions. */
  valueMin?: number;
  valueMax: number;
  valueOf: (sample: HealthSample, before: HealthSample | undefined) => number | null;
  digits: number;
}

const FIGURES: readonly Figure[] = [
  {
    name: 'Camera to destination',
    unit: 'ms',
    valueMax: 500,
    valueOf: cameraToDestinationMs,
    digits: 0,
  },
  {
    name: 'Sound behind picture',
    unit: 'ms',
    valueMin: -100,
    valueMax: 100,
    valueOf: ({ skewMs }) => skewMs,
    digits: 0,
  },
  {
    name: 'Picture and sound',
    unit: 'Mbit/s',
    valueMax: PROGRAM.videoKbps / 1_000,
    valueOf: ({ videoKbps, audioKbps }) => (videoKbps + audioKbps) / 1_000,
    digits: 1,
  },
  {
    name: 'Pictures arriving',
    unit: 'per second',
    valueMax: PROGRAM.fps,
    valueOf: ({ arrivingFps }) => arrivingFps,
    digits: 1,
  },
  {
    name: 'Pictures drawn',
    unit: 'per second',
    valueMax: PROGRAM.fps,
    valueOf: ({ drawnFps }) => drawnFps,
    digits: 1,
  },
  {
    name: 'Pictures dropped',
    unit: 'since the last look',
    valueMax: 10,
    // Another browser that draws counts from zero again.
    valueOf: (sample, before) => sinceLast(sample.framesDropped, before?.framesDropped),
    digits: 0,
  },
  {
    name: 'Between key frames',
    unit: 's',
    valueMax: (PROGRAM.keyframeIntervalMs * 1.5) / 1_000,
    valueOf: ({ keyframeMs }) => keyframeMs / 1_000,
    digits: 2,
  },
  {
    name: 'Packets lost',
    unit: 'since last',
    valueMax: 20,
    // A new connection counts from zero again.
    valueOf: (sample, before) => sinceLast(sample.packetsLost, before?.packetsLost),
    digits: 0,
  },
  {
    name: 'Round trip to server',
    unit: 'ms',
    valueMax: 100,
    valueOf: ({ roundTripMs }) => roundTripMs,
    digits: 0,
  },
];

function sinceLast(count: number, before: number | undefined): number {
  return before !== undefined && count >= before ? count - before : 0;
}

/** How the program was over time: a small curve for each figure, its newest value in words. */
export function HealthCharts({ samples, hasTimes }: { samples: readonly HealthSample[]; hasTimes: boolean }) {
  const seconds = useMemo(() => samples.map(({ atMs }) => atMs / 1_000), [samples]);
  return (
    <dl className="grid grid-cols-2 gap-2.5 max-sm:grid-cols-1">
      {FIGURES.map((figure) => (
        <HealthFigure
          key={figure.name}
          figure={figure}
          samples={samples}
          seconds={seconds}
          hasTimes={hasTimes}
        />
      ))}
    </dl>
  );
}

function HealthFigure({
  figure,
  samples,
  seconds,
  hasTimes,
}: {
  figure: Figure;
  samples: readonly HealthSample[];
  seconds: readonly number[];
  hasTimes: boolean;
}) {
  const { name, unit, valueMin = 0, valueMax, valueOf, digits } = figure;
  const values = useMemo(
    () => samples.map((sample, index) => valueOf(sample, samples[index - 1])),
    [samples, valueOf],
  );
  const newest = values.at(-1);
  const text = newest === null || newest === undefined ? '–' : newest.toFixed(digits);
  return (
    <div
      data-figure={name}
      data-value={text}
      className="min-w-0 rounded-[8px] border border-line bg-surface-2 px-2.5 pt-2 pb-1.5"
    >
      <dt className="truncate text-xs tracking-[-.01em] text-ink-3">{name}</dt>
      <dd>
        <p className="truncate tabular-nums">
          <b className="font-[620]">{text}</b> <span className="text-sm text-ink-3">{unit}</span>
        </p>
        <LineChart
          label={`${name} over time, now ${text} ${unit}`}
          {...{ seconds, values, valueMin, valueMax, hasTimes }}
          heightPx={hasTimes ? 76 : 36}
        />
      </dd>
    </div>
  );
}
