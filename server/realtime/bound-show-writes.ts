import type { ShowWrite } from './ports';

/** Ten minutes of a busy show (8 events a second). */
const WAITING_EVENTS_MAX = 5_000;

/**
 * All that waits as one write. Too long an outage costs the log, never the settings: the snapshot that then stands in for
 * the events has them all.
 * @param shorten - called when that happens; gives the state as it is now.
 */
export function boundShowWrites(
  writes: readonly ShowWrite[],
  shorten: (events: number) => NonNullable<ShowWrite['snapshot']>,
): ShowWrite[] {
  const [first, ...rest] = writes;
  if (first === undefined) return [];
  const write = rest.reduce(mergeWrites, first);
  if (write.events.length <= WAITING_EVENTS_MAX && write.audit.length <= WAITING_EVENTS_MAX) return [write];
  return [
    {
      ...write,
      events: [],
      audit: write.audit.slice(-WAITING_EVENTS_MAX),
      snapshot: shorten(write.events.length),
    },
  ];
}

function mergeWrites(first: ShowWrite, then: ShowWrite): ShowWrite {
  return {
    showId: first.showId,
    workspaceId: first.workspaceId,
    events: [...first.events, ...then.events],
    audit: [...first.audit, ...then.audit],
    snapshot: then.snapshot ?? first.snapshot,
    scenes: then.scenes ?? first.scenes,
    seats: newest([...first.seats, ...then.seats], ({ seatId }) => seatId),
    switches: newest([...first.switches, ...then.switches], ({ destinationId }) => destinationId),
  };
}

const newest = <T>(items: T[], idOf: (item: T) => string): T[] => [
  ...new Map(items.map((item) => [idOf(item), item])).values(),
];
