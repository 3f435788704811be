import type { CheckFinding } from '../contract/show-check';
import type { CheckSample } from './judge-sound';
import { median } from './median';

/** Guests and hosts begin to talk over each other; repair of lost packets comes too late for a picture. */
const ROUND_TRIP_MS_MAX = 300;
/** Half the buffer of a player at a destination: what the line holds up longer is seen there. */
const WAIT_MS_MAX = 250;

/**
 * The line from the engine's browser to the server: its round trip, and how much longer than the quickest its pictures
 * take, which is what a full line or a weak radio does to them. No platform refuses for it.
 */
export function judgeUplink(samples: readonly CheckSample[]): CheckFinding {
  const roundTrips = samples.flatMap(({ engine }) => engine?.roundTripMs ?? []);
  const waits = samples.flatMap(({ program: { source } }) =>
    source.status === 'connected' ? [source.waitMs] : [],
  );
  if (roundTrips.length === 0)
    return finding(
      'warning',
      'The line to the server could not be measured.',
      'Reload the page that draws the program, then check again.',
    );
  const [roundTripMs, waitMs] = [median(roundTrips), median(waits)];
  const measured = `The line to the server takes ${roundTripMs.toFixed(0)} ms there and back, and holds pictures up by ${waitMs.toFixed(0)} ms.`;
  if (roundTripMs <= ROUND_TRIP_MS_MAX && waitMs <= WAIT_MS_MAX) return finding('ok', measured, '');
  return finding('warning', measured, 'Use a cable instead of wireless, and stop other uploads.');
}

function finding(verdict: CheckFinding['verdict'], measured: string, remedy: string): CheckFinding {
  return { id: 'uplink', verdict, measured, remedy, destinationIds: [] };
}
