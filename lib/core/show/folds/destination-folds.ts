import type { DestinationEvent } from '../../contract/events/destination-events';
import type { ShowDestination, ShowState } from '../../contract/show-state';
import type { Folds } from './fold';

export const DESTINATION_FOLDS: Folds<DestinationEvent['type']> = {
  'destination.put': (state, { destination }) => ({
    ...state,
    destinations: putDestination(state.destinations, destination),
  }),
  'destination.removed': (state, event) => ({
    ...state,
    destinations: state.destinations.filter(({ destinationId }) => destinationId !== event.destinationId),
  }),
  'destination.enabledSet': (state, { destinationId, enabled }) =>
    withDestination(state, destinationId, { enabled }),
  'relay.changed': (state, { destinationId, relay }) => withDestination(state, destinationId, { relay }),
};

function putDestination(destinations: ShowDestination[], destination: ShowDestination): ShowDestination[] {
  const isSame = ({ destinationId }: ShowDestination) => destinationId === destination.destinationId;
  return destinations.some(isSame)
    ? destinations.map((known) => (isSame(known) ? destination : known))
    : [...destinations, destination];
}

function withDestination(
  state: ShowState,
  destinationId: string,
  patch: Partial<ShowDestination>,
): ShowState {
  return {
    ...state,
    destinations: state.destinations.map((known) =>
      known.destinationId === destinationId ? { ...known, ...patch } : known,
    ),
  };
}
