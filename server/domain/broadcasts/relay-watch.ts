import type { RelayState, RelayStatus } from '@/lib/core/contract/gateway-control';
import type { LiveShow, RelayRunRow } from './ports';

/**
 * Turns the gateway's status reports into show events and history rows: a change of state at once, mere numbers only in
 * telemetry, so that eight relays do not write eight events a second.
 */
export class RelayWatch {
  readonly #runs = new Map<string, RelayRunRow>();
  readonly #seen = new Map<string, string>();

  constructor(
    readonly show: LiveShow,
    readonly broadcastId: string,
    readonly saveRun: (run: RelayRunRow) => void,
  ) {}

  handle(relays: RelayStatus[], nowMs: number): void {
    for (const relay of relays) {
      const key = JSON.stringify([relay.state, relay.connects]);
      if (this.#seen.get(relay.relayId) === key) continue;
      this.#seen.set(relay.relayId, key);
      this.show.run({ type: 'relay.status', destinationId: relay.relayId, relay }, 'gateway');
      this.#record(relay, nowMs);
    }
    const reported = new Set(relays.map(({ relayId }) => relayId));
    for (const { destinationId, relay } of this.show.state.destinations) {
      if (relay === null || reported.has(destinationId)) continue;
      this.#seen.delete(destinationId);
      this.show.run({ type: 'relay.status', destinationId, relay: null }, 'gateway');
    }
    this.#totals(relays);
  }

  /** The totals at the end of the broadcast. */
  finish(): void {
    for (const run of this.#runs.values()) this.saveRun(run);
  }

  #record(relay: RelayStatus, atMs: number): void {
    const destination = this.show.state.destinations.find(
      ({ destinationId }) => destinationId === relay.relayId,
    );
    if (!destination) return;
    const known = this.#runs.get(relay.relayId);
    const history = [...(known?.history ?? []), { atMs, state: withoutDetail(relay.state) }];
    const run: RelayRunRow = {
      broadcastId: this.broadcastId,
      destinationId: relay.relayId,
      name: destination.name,
      platform: destination.platform,
      history: history.slice(-HISTORY_MAX),
      bytesSent: relay.bytesSent,
      connects: relay.connects,
    };
    this.#runs.set(relay.relayId, run);
    this.saveRun(run);
  }

  #totals(relays: RelayStatus[]): void {
    for (const { relayId, bytesSent, connects } of relays) {
      const run = this.#runs.get(relayId);
      if (run) this.#runs.set(relayId, { ...run, bytesSent, connects });
    }
  }
}

/** As the schema says. */
const HISTORY_MAX = 200;

/** Peers answer with free text; the reason is what is kept for years. */
const withoutDetail = (state: RelayState): RelayState =>
  'detail' in state ? { ...state, detail: '' } : state;
