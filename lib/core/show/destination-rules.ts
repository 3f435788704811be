import { refuse } from '../contract/error-codes';
import type { ShowEvent } from '../contract/show-events';
import type { ShowDestination, ShowState } from '../contract/show-state';
import type { Rules, Verdict } from './rule';
import { findDestination, happened, NOTHING } from './rule';

type DestinationCommand = 'destination.setEnabled' | 'relay.retry' | 'relay.status' | 'destinations.set';

export const DESTINATION_RULES: Rules<DestinationCommand> = {
  'destination.setEnabled': (state, { destinationId, enabled }) => {
    const destination = findDestination(state, destinationId);
    if (!destination.ok) return destination;
    if (state.phase.status === 'ending') return refuse('wrong-phase', 'The show is ending.');
    if (destination.value.enabled === enabled) return NOTHING;
    return happened({ type: 'destination.enabledSet', destinationId, enabled });
  },

  'relay.retry': (state, { destinationId }) => {
    const destination = findDestination(state, destinationId);
    if (!destination.ok) return destination;
    if (state.phase.status !== 'live') return refuse('wrong-phase', 'The show is not live.');
    const status = destination.value.relay?.state.status;
    if (status === 'retrying' || status === 'failed') return NOTHING;
    return refuse('wrong-phase', `${destination.value.name} is not waiting for a retry.`);
  },

  'relay.status': (state, { destinationId, relay }) => {
    const destination = findDestination(state, destinationId);
    if (!destination.ok) return destination;
    const isOnAir = state.phase.status === 'live' || state.phase.status === 'ending';
    if (relay && !isOnAir) return refuse('wrong-phase', 'No broadcast is running.');
    if (relay === destination.value.relay) return NOTHING;
    return happened({ type: 'relay.changed', destinationId, relay });
  },

  'destinations.set': setDestinations,
};

function setDestinations(
  state: ShowState,
  { destinations }: { destinations: Omit<ShowDestination, 'relay'>[] },
): Verdict {
  const wanted = new Set(destinations.map(({ destinationId }) => destinationId));
  const events: ShowEvent[] = state.destinations
    .filter(({ destinationId }) => !wanted.has(destinationId))
    .map(({ destinationId }) => ({ type: 'destination.removed', destinationId }));
  for (const next of destinations) {
    const now = state.destinations.find(({ destinationId }) => destinationId === next.destinationId);
    const destination: ShowDestination = {
      destinationId: next.destinationId,
      name: next.name,
      platform: next.platform,
      keyHint: next.keyHint,
      // DE1: the switch in the studio outlives an edit on the destinations page.
      enabled: now?.enabled ?? next.enabled,
      relay: now?.relay ?? null,
    };
    if (now && isSame(now, destination)) continue;
    events.push({ type: 'destination.put', destination });
  }
  return happened(...events);
}

const isSame = (a: ShowDestination, b: ShowDestination): boolean =>
  a.name === b.name && a.platform === b.platform && a.keyHint === b.keyHint && a.enabled === b.enabled;
