import type { RelayStatus } from '../gateway-control';
import type { ShowDestination } from '../show-state';

export type DestinationEvent =
  | { type: 'destination.put'; destination: ShowDestination }
  | { type: 'destination.removed'; destinationId: string }
  | { type: 'destination.enabledSet'; destinationId: string; enabled: boolean }
  | { type: 'relay.changed'; destinationId: string; relay: RelayStatus | null };
