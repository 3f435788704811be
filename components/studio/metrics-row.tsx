'use client';

import { useShowView } from './studio-context';

/** The four figures a producer glances at. A dash is honest where nothing is measured yet. */
export function MetricsRow() {
  const { state, program: newest, engine } = useShowView();
  // A program outlives the show by seconds, for the last viewers; its figures are nobody's any more.
  const isOut = state?.phase.status !== 'rehearsal' && state?.phase.status !== 'ended';
  const program = isOut ? newest : null;
  const source = program?.source.status === 'connected' ? program.source : null;
  const figures = [
    { value: engine ? engine.programFps.toFixed(1) : null, unit: 'frames/s' },
    { value: source ? ((source.videoKbps + source.audioKbps) / 1_000).toFixed(1) : null, unit: 'Mbps out' },
    {
      value: source && source.keyframeIntervalMs > 0 ? (source.keyframeIntervalMs / 1_000).toFixed(2) : null,
      unit: 's keyframes',
    },
    { value: program ? String(program.viewers) : null, unit: program?.viewers === 1 ? 'viewer' : 'viewers' },
  ];
  return (
    <dl className="grid grid-cols-[1fr_1fr_1.25fr_1fr] gap-1.5 tabular-nums">
      {figures.map(({ value, unit }) => (
        <div
          key={unit}
          className="flex flex-col-reverse rounded-[8px] border border-line bg-surface-2 px-2 py-[7px]"
        >
          <dt className="truncate text-[10px] text-ink-3">{unit}</dt>
          <dd className="text-[14px] font-[620]">{value ?? '–'}</dd>
        </div>
      ))}
    </dl>
  );
}
