'use client';

import { Switch } from '@/components/ui/switch';
import { Pill } from '@/components/ui/pill';
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
  const running = !isOver && program?.recording?.status === 'recording' ? program.recording : null;
  return (
    <article
      aria-label="Recording"
      data-recording={running ? 'recording' : enabled ? 'on' : 'off'}
      className="rounded-md border border-line bg-surface-2 px-[11px] py-2.5"
    >
      <div className="flex items-center gap-2.5">
        <span aria-hidden className="grid size-6 place-items-center rounded-[7px] bg-surface-4">
          <span className={`size-2 rounded-full ${running ? 'bg-air-bright' : 'bg-ink-3'}`} />
        </span>
        <div className="min-w-0 flex-1">
          <h3 className="font-semibold">Recording</h3>
          <p className="text-xs text-ink-3 tabular-nums">
            {running
              ? `program.mp4 · ${Math.round(running.bytes / BYTES_PER_MB)} MB`
              : isOver && enabled
                ? 'waits on the page of the show'
                : enabled
                  ? 'starts when the show goes live'
                  : 'this show is not recorded'}
          </p>
        </div>
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
