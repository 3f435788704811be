'use client';

import type { RecordingStatus } from '@/lib/core/contract/gateway-control';
import { Switch } from '@/components/ui/switch';
import { Pill } from '@/components/ui/pill';
import { hasRecordingFailed } from './model/has-recording-failed';
import { shortClock } from './model/relay-wording';
import { useMayNot, useSend, useShowView } from './studio-context';

const BYTES_PER_MB = 1_000_000;

export function RecordingCard() {
  const { state, program } = useShowView();
  const send = useSend();
  const mayNotChange = useMayNot('show.setRecording');
  if (!state) return null;
  const { enabled } = state.recording;
  const isOver = state.phase.status === 'ended';
  const hasFailed = hasRecordingFailed(state, program);
  const running = !isOver && program?.recording?.status === 'recording' ? program.recording : null;
  return (
    <article
      aria-label="Recording"
      data-recording={running ? 'recording' : hasFailed ? 'failed' : enabled ? 'on' : 'off'}
      className="rounded-md border border-line bg-surface-2 px-[11px] py-2.5"
    >
      <div className="flex items-center gap-2.5">
        <span aria-hidden className="grid size-6 place-items-center rounded-[7px] bg-surface-4">
          <span className={`size-2 rounded-full ${running ? 'bg-air-bright' : 'bg-ink-3'}`} />
        </span>
        <div className="min-w-0 flex-1">
          <h3 className="font-semibold">Recording</h3>
          <p className="text-xs text-ink-3 tabular-nums">
            {describe({ running, hasFailed, isOver, enabled })}
          </p>
        </div>
        {hasFailed && <Pill tone="fault">STOPPED</Pill>}
        {running && (
          <Pill tone="ok" className="tabular-nums">
            {shortClock(running.durationMs)}
          </Pill>
        )}
        <Switch
          aria-label="Record the program"
          checked={enabled}
          reason={mayNotChange}
          onCheckedChange={(next) => send({ type: 'show.setRecording', enabled: next })}
        />
      </div>
    </article>
  );
}

function describe(card: {
  running: RecordingStatus | null;
  hasFailed: boolean;
  isOver: boolean;
  enabled: boolean;
}): string {
  if (card.running) return `program.mp4 · ${Math.round(card.running.bytes / BYTES_PER_MB)} MB`;
  if (card.hasFailed)
    return 'The server’s disk is full or broken. Make room, then switch it off and on: what there is stays.';
  if (!card.enabled) return 'this show is not recorded';
  return card.isOver ? 'waits on the page of the show' : 'starts when the show goes live';
}
