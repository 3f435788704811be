'use client';

import { PlatformMark } from '@/components/shared/platform-mark';
import { Button } from '@/components/ui/button';
import { classNames } from '@/components/ui/class-names';
import { Pill } from '@/components/ui/pill';
import type { ShowDestination } from '@/lib/core/contract/show-state';
import { BitrateSparkline } from './bitrate-sparkline';
import { describeRelay, relayFigures } from './model/relay-wording';
import { useMay, useSend, useServerNow, useShowView } from './studio-context';

const CLOCK_MS = 500;

const PLATFORM_NAMES: Record<string, string> = {
  twitch: 'Twitch',
  youtube: 'YouTube',
  facebook: 'Facebook',
  kick: 'Kick',
  linkedin: 'LinkedIn',
  x: 'X',
  test: 'Test destination',
};

export function DestinationCard({ destination }: { destination: ShowDestination }) {
  const send = useSend();
  const nowMs = useServerNow(CLOCK_MS);
  const { program, state } = useShowView();
  const mayChange = useMay('destination.setEnabled');
  const mayRetry = useMay('relay.retry');
  const { destinationId, name, keyHint, enabled } = destination;
  // Once a second from telemetry; the numbered state carries only changes.
  const fresh = program?.relays.find(({ relayId }) => relayId === destinationId);
  const relay = destination.relay ? (fresh ?? destination.relay) : null;
  const wording = describeRelay({ ...destination, relay }, nowMs);
  const isOut = state?.phase.status === 'live' || state?.phase.status === 'countdown';
  const figures = relay && enabled ? relayFigures(relay, nowMs) : '';
  const offLabel = isOut ? 'Stop' : 'Turn off';
  return (
    <article
      aria-label={name}
      data-destination={name}
      data-relay={relay?.state.status ?? (enabled ? 'ready' : 'off')}
      className={classNames(
        'rounded-md border border-line bg-surface-2 px-[11px] py-2.5',
        !enabled && 'opacity-75',
      )}
    >
      <div className="flex flex-wrap items-center gap-2.5">
        <PlatformMark platform={destination.platform} />
        <div className="min-w-24 flex-1">
          <h3 className="truncate font-semibold">{name}</h3>
          <p className="truncate text-xs text-ink-3 tabular-nums">
            {PLATFORM_NAMES[destination.platform] ?? 'Custom'}
            {keyHint && ` · ····${keyHint}`}
          </p>
        </div>
        <Pill tone={wording.tone} className="tabular-nums">
          {wording.label}
        </Pill>
      </div>
      {relay && enabled && relay.state.status !== 'retrying' && relay.state.status !== 'failed' && (
        <BitrateSparkline kbps={relay.bitrateKbps} label={`Bitrate of ${name}`} />
      )}
      {wording.note && (
        <p
          className={classNames(
            'mt-2 rounded-[8px] px-2.5 py-2 text-sm',
            wording.tone === 'fault' ? 'bg-air-soft text-air-text' : 'bg-warn-soft text-warn',
          )}
        >
          {wording.note}
        </p>
      )}
      <div className="mt-2 flex min-h-[26px] items-center justify-between gap-2 text-sm text-ink-2 tabular-nums">
        <span className="min-w-0 truncate" title={figures}>
          {figures}
        </span>
        <span className="flex shrink-0 gap-1.5">
          {wording.canRetry && mayRetry && (
            <Button size="small" onClick={() => send({ type: 'relay.retry', destinationId })}>
              Retry now
            </Button>
          )}
          {mayChange && (
            <Button
              size="small"
              aria-label={`${enabled ? offLabel : 'Turn on'}: ${name}`}
              onClick={() => send({ type: 'destination.setEnabled', destinationId, enabled: !enabled })}
            >
              {enabled ? offLabel : 'Turn on'}
            </Button>
          )}
        </span>
      </div>
    </article>
  );
}
