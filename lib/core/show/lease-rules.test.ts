import { describe, expect, it } from 'vitest';
import type { RelayStatus } from '../contract/gateway-control';
import {
  act,
  after,
  claim,
  eventsOf,
  facts,
  liveShow,
  newShow,
  NOW_MS,
  refusalOf,
  seatActor,
  SECOND_PRODUCER,
} from './testing/show-fixtures';
import { reduceShow } from './reduce-show';

const held = after(newShow(), claim());

describe('lease', () => {
  it('[LE1] a free lease goes to the claimer with the next number', () => {
    expect(held.lease).toEqual({
      status: 'held',
      number: 1,
      engineId: 'engine1',
      userId: 'u1',
      name: 'Ada',
      heardAtMs: NOW_MS,
    });
  });

  it('[LE2] another engine is refused, unless it takes over, and then the number rises', () => {
    expect(refusalOf(held, claim('engine2'), SECOND_PRODUCER)).toBe('lease-held');
    const taken = act(held, claim('engine2', true), SECOND_PRODUCER);
    expect(taken.ok && taken.state.lease).toMatchObject({ number: 2, engineId: 'engine2', name: 'Ben' });
  });

  it('[LE7] is handed to a page that stands by, and to no other', () => {
    const ben = { engineId: 'engine2', userId: 'u2', name: 'Ben' };
    const handOver = { type: 'lease.handOver', toEngineId: 'engine2' } as const;
    const given = reduceShow(held, handOver, { ...facts(), standbys: [ben] });
    expect(given.ok && given.state.lease).toEqual({
      status: 'held',
      number: 2,
      ...ben,
      heardAtMs: NOW_MS,
    });
    expect(refusalOf(held, handOver)).toBe('not-found');
    expect(given.ok && eventsOf(given.state, handOver)).toEqual([]);
  });

  it('[LE8] is passed on only while exactly that number is held, and never to its holder', () => {
    const ben = { engineId: 'engine2', userId: 'u2', name: 'Ben' };
    const ada = { engineId: 'engine1', userId: 'u1', name: 'Ada' };
    const given = after(held, { type: 'lease.passOn', number: 1, to: ben });
    expect(given.lease).toMatchObject({ status: 'held', number: 2, engineId: 'engine2' });
    expect(eventsOf(given, { type: 'lease.passOn', number: 1, to: ada })).toEqual([]);
    expect(eventsOf(held, { type: 'lease.passOn', number: 1, to: ada })).toEqual([]);
    expect(eventsOf(newShow(), { type: 'lease.passOn', number: 0, to: ada })).toEqual([]);
  });

  it('[LE3] the holder keeps lease and number when it claims again', () => {
    expect(eventsOf(held, claim())).toEqual([]);
  });

  it('[LE4] only the holder releases, and the number is kept', () => {
    expect(refusalOf(held, { type: 'lease.release', engineId: 'engine2' })).toBe('lease-held');
    const free = after(held, { type: 'lease.release', engineId: 'engine1' });
    expect(free.lease).toEqual({ status: 'free', number: 1 });
    expect(after(free, claim('engine2')).lease.number).toBe(2);
  });

  it('[LE5] a late timer does not free a newer lease', () => {
    const taken = after(held, claim('engine2', true));
    expect(eventsOf(taken, { type: 'lease.expire', number: 1 })).toEqual([]);
    expect(after(taken, { type: 'lease.expire', number: 2 }).lease).toEqual({ status: 'free', number: 2 });
  });

  it('[LE6] hearing the holder refreshes the time and nothing else', () => {
    const result = reduceShow(held, { type: 'lease.heard', number: 1 }, facts(undefined, NOW_MS + 500));
    expect(result.ok && result.state.lease).toEqual({ ...held.lease, heardAtMs: NOW_MS + 500 });
    expect(refusalOf(held, { type: 'lease.heard', number: 7 })).toBe('lease-held');
  });

  it('[SH6] a guest cannot claim', () => {
    expect(refusalOf(newShow(), claim(), seatActor('s1'))).toBe('forbidden');
  });
});

const relay = (status: RelayStatus['state']): RelayStatus => ({
  relayId: 'd1',
  state: status,
  connects: 0,
  bytesSent: 0,
  bytesAcked: 0,
  bitrateKbps: 0,
  framesSent: 0,
  framesDropped: 0,
  queueMs: 0,
  delayMs: 0,
});
const RETRYING = relay({ status: 'retrying', attempt: 1, retryAtMs: 0, reason: 'refused', detail: '' });

describe('destinations', () => {
  it('[DE1] the given destinations replace the others; switches and relays of those that stay are kept', () => {
    const live = after(
      liveShow(),
      { type: 'destination.setEnabled', destinationId: 'd1', enabled: false },
      { type: 'relay.status', destinationId: 'd1', relay: RETRYING },
    );
    const state = after(live, {
      type: 'destinations.set',
      destinations: [
        { destinationId: 'd1', name: 'Renamed', platform: 'custom', keyHint: '9999', enabled: true },
        { destinationId: 'd3', name: 'Three', platform: 'twitch', keyHint: '0003', enabled: true },
      ],
    });
    expect(state.destinations).toEqual([
      {
        destinationId: 'd1',
        name: 'Renamed',
        platform: 'custom',
        keyHint: '9999',
        enabled: false,
        relay: RETRYING,
      },
      { destinationId: 'd3', name: 'Three', platform: 'twitch', keyHint: '0003', enabled: true, relay: null },
    ]);
    expect(eventsOf(state, { type: 'destinations.set', destinations: state.destinations })).toEqual([]);
  });

  it('[DE2] switching is refused only while the show ends', () => {
    const off = { type: 'destination.setEnabled', destinationId: 'd1', enabled: false } as const;
    expect(refusalOf(liveShow(), off)).toBe('accepted');
    expect(refusalOf(after(liveShow(), { type: 'show.endShow' }), off)).toBe('wrong-phase');
  });

  it('[DE3] a retry needs a live show and a relay that waits, and makes no event', () => {
    const retry = { type: 'relay.retry', destinationId: 'd1' } as const;
    expect(refusalOf(newShow(), retry)).toBe('wrong-phase');
    expect(refusalOf(liveShow(), retry)).toBe('wrong-phase');
    expect(
      eventsOf(after(liveShow(), { type: 'relay.status', destinationId: 'd1', relay: RETRYING }), retry),
    ).toEqual([]);
  });

  it('[DE4] a relay status without a broadcast is refused', () => {
    expect(refusalOf(newShow(), { type: 'relay.status', destinationId: 'd1', relay: RETRYING })).toBe(
      'wrong-phase',
    );
  });

  it('[SH4] an unknown destination is not-found', () => {
    expect(refusalOf(liveShow(), { type: 'relay.retry', destinationId: 'x' })).toBe('not-found');
    expect(refusalOf(liveShow(), { type: 'destination.setEnabled', destinationId: 'x', enabled: true })).toBe(
      'not-found',
    );
  });
});
