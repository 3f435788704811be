import { expect, it } from 'vitest';
import type { RelayState } from '@/lib/core/contract/gateway-control';
import { newShow } from '@/lib/core/show/testing/show-fixtures';
import { describeEvent } from './log-wording';

const DESTINATION = {
  destinationId: 'd9',
  name: 'Twitch',
  platform: 'twitch',
  keyHint: '77c1',
  enabled: true,
  relay: null,
};

it.each<[RelayState, string | null]>([
  [{ status: 'connecting', attempt: 1, sinceMs: 0 }, null],
  [{ status: 'live', sinceMs: 0 }, 'Twitch is live'],
  [
    { status: 'retrying', attempt: 1, retryAtMs: 0, reason: 'bad-key', detail: 'NetStream.Publish.BadName' },
    'Twitch does not accept this stream key. Trying again',
  ],
  [
    { status: 'retrying', attempt: 1, retryAtMs: 0, reason: 'no-source', detail: '' },
    'Twitch waits for the program. Trying again',
  ],
  [
    { status: 'failed', reason: 'dns-failed', detail: '' },
    'Twitch has an address that cannot be found. Not tried again',
  ],
])('says of a destination that is %j: %s', (relayState, text) => {
  const relay = {
    relayId: 'd9',
    state: relayState,
    connects: 0,
    bytesSent: 0,
    bytesAcked: 0,
    bitrateKbps: 0,
    framesSent: 0,
    framesDropped: 0,
    queueMs: 0,
    delayMs: 0,
  };
  const actor = { kind: 'system', name: 'broadcast' } as const;
  const event = { type: 'relay.changed', destinationId: 'd9', relay } as const;
  const state = { ...newShow(), destinations: [DESTINATION] };
  expect(describeEvent({ seq: 1, atMs: 0, actor, event, commandId: null }, state)).toBe(text);
});
