import { SLATE_CONTENT_TYPE } from '@/lib/core/contract/slate';
import { backoffMs } from '../realtime/backoff';
import { slateIdOf, type SlateArt } from './slate-art';

/**
 * Sees to it that the gateway has this show's slate: compares what the program says it has with what it should be, and
 * uploads when they differ. So a restarted gateway gets it again, and so does one whose show was renamed.
 */
export interface SlateKeeper {
  /** Call on every change of the facts; cheap when nothing is to be done. */
  update(facts: SlateFacts): void;
  close(): void;
}

export interface SlateFacts {
  /** The lease that this browser publishes under; null while it does not. */
  leaseNumber: number | null;
  /** Of the gateway's slate. */
  slateId: string | null;
  art: SlateArt;
}

export interface SlateKeeperOptions {
  whipUrl: string;
  fetchToken: (leaseNumber: number) => Promise<string>;
  encode: (art: SlateArt) => Promise<Uint8Array<ArrayBuffer> | null>;
  nowMs: () => number;
  fetch?: typeof globalThis.fetch;
}

const RETRY = { baseMs: 2_000, maxMs: 60_000 } as const;
/** The gateway tells of a new slate within a second; until then the old word is not news. */
const SETTLE_MS = 5_000;
/** This very picture is refused: another try would be too. */
const REFUSED_FOR_GOOD: readonly number[] = [400, 413, 415];

export function createSlateKeeper(options: SlateKeeperOptions): SlateKeeper {
  const { whipUrl, fetchToken, encode, nowMs, fetch: send = globalThis.fetch.bind(globalThis) } = options;
  let isBusy = false;
  let isClosed = false;
  let nextTryMs = 0;
  let failures = 0;
  /** Art that cannot be encoded or is refused. */
  let hopelessId: string | null = null;
  let encoded: { slateId: string; bytes: Uint8Array<ArrayBuffer> } | null = null;

  const upload = async (slateId: string, art: SlateArt, leaseNumber: number): Promise<void> => {
    if (encoded?.slateId !== slateId) {
      const bytes = await encode(art);
      if (bytes === null) {
        hopelessId = slateId;
        return;
      }
      encoded = { slateId, bytes };
    }
    const response = await send(`${whipUrl}/slate/${slateId}`, {
      method: 'PUT',
      headers: {
        authorization: `Bearer ${await fetchToken(leaseNumber)}`,
        'content-type': SLATE_CONTENT_TYPE,
      },
      body: encoded.bytes,
    });
    if (REFUSED_FOR_GOOD.includes(response.status)) hopelessId = slateId;
    else if (!response.ok) throw new Error(`the gateway answered ${response.status}`);
  };

  return {
    update: ({ leaseNumber, slateId, art }) => {
      if (leaseNumber === null || isBusy || isClosed || nowMs() < nextTryMs) return;
      const wantedId = slateIdOf(art);
      if (wantedId === slateId || wantedId === hopelessId) return;
      isBusy = true;
      upload(wantedId, art, leaseNumber)
        .then(
          () => {
            failures = 0;
            nextTryMs = nowMs() + SETTLE_MS;
          },
          () => {
            // The lease may be gone, or the gateway: the next update tells, and this one is not worth a word to anybody.
            failures += 1;
            nextTryMs = nowMs() + backoffMs(failures, { ...RETRY, random: Math.random() });
          },
        )
        .finally(() => (isBusy = false));
    },
    close: () => {
      isClosed = true;
    },
  };
}
