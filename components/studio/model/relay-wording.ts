import type { RelayReason, RelayStatus } from '@/lib/core/contract/gateway-control';
import type { ShowDestination } from '@/lib/core/contract/show-state';

export interface RelayWording {
  /** Short, for the pill. */
  label: string;
  tone: 'ok' | 'warn' | 'fault' | 'neutral';
  /** What happened and what follows; null when the label says it all. */
  note: string | null;
  canRetry: boolean;
}

/** Says what a destination really does. Only acknowledged bytes are called live. */
export function describeRelay(
  { enabled, relay, name }: Pick<ShowDestination, 'enabled' | 'relay' | 'name'>,
  nowMs: number,
): RelayWording {
  if (!enabled) return { label: 'OFF', tone: 'neutral', note: null, canRetry: false };
  if (!relay) return { label: 'READY', tone: 'neutral', note: null, canRetry: false };
  const { state } = relay;
  switch (state.status) {
    case 'connecting':
      return { label: 'CONNECTING', tone: 'neutral', note: null, canRetry: false };
    case 'live':
      return { label: 'LIVE', tone: 'ok', note: null, canRetry: false };
    case 'sending-not-confirmed':
      return {
        label: 'SENDING, NOT CONFIRMED',
        tone: 'warn',
        note: `${name} takes our data but has not confirmed it.`,
        canRetry: true,
      };
    case 'retrying': {
      const waitS = Math.max(0, Math.ceil((state.retryAtMs - nowMs) / 1_000));
      return {
        label: waitS === 0 ? 'RETRYING' : `RETRYING · ${waitS} s`,
        tone: 'warn',
        note: `${name} ${REASON_TEXT[state.reason]} Others are not affected.`,
        canRetry: true,
      };
    }
    case 'stopped':
      return { label: 'STOPPED', tone: 'neutral', note: null, canRetry: false };
    case 'failed':
      return {
        label: 'FAILED',
        tone: 'fault',
        note: `${name} ${REASON_TEXT[state.reason]} Check its address and key, then retry.`,
        canRetry: true,
      };
  }
}

/** Follows the destination's name. */
export const REASON_TEXT: Record<RelayReason, string> = {
  'dns-failed': 'has an address that cannot be found.',
  refused: 'refused the connection.',
  'connect-timeout': 'did not answer.',
  'handshake-timeout': 'answered, then went silent.',
  'publish-timeout': 'did not accept the stream in time.',
  'tls-failed': 'could not be trusted: its certificate failed.',
  'bad-key': 'does not accept this stream key.',
  busy: 'says that this key is already live elsewhere.',
  'bad-codec': 'does not take our video or sound format.',
  rejected: 'rejected the stream.',
  'protocol-error': 'sent something we do not understand.',
  'closed-by-peer': 'closed the connection.',
  stalled: 'stopped taking data.',
  reset: 'dropped the connection.',
  'no-source': 'waits for the program.',
};

/** `4.1 Mbps · 0 drops · 12:31`. */
export function relayFigures(relay: RelayStatus, nowMs: number): string {
  const parts = [formatMbps(relay.bitrateKbps)];
  if (relay.state.status === 'retrying')
    return [`attempt ${relay.state.attempt}`, relay.state.detail].filter(Boolean).join(' · ');
  parts.push(`${relay.framesDropped} ${relay.framesDropped === 1 ? 'drop' : 'drops'}`);
  if (relay.state.status === 'live' || relay.state.status === 'sending-not-confirmed')
    parts.push(shortClock(nowMs - relay.state.sinceMs));
  if (relay.connects > 1) parts.push(`${relay.connects - 1} reconnects`);
  return parts.join(' · ');
}

export const formatMbps = (kbps: number) => `${(kbps / 1_000).toFixed(1)} Mbps`;

/** `12:31`, and `1:02:03` from an hour on. */
export function shortClock(durationMs: number): string {
  const seconds = Math.max(0, Math.floor(durationMs / 1_000));
  const hours = Math.floor(seconds / 3_600);
  const rest = `${Math.floor(seconds / 60) % 60}`.padStart(hours > 0 ? 2 : 1, '0');
  const tail = `${rest}:${String(seconds % 60).padStart(2, '0')}`;
  return hours > 0 ? `${hours}:${tail}` : tail;
}
