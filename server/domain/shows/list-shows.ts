import type { Actor } from '../actor';
import type { ShowDeps, ShowRow } from './ports';

/** Newest shows a list page gets; older ones are found by their address. */
const LIST_ROWS_MAX = 500;
/** A show stays under "upcoming" this long after its scheduled time: hosts are late. */
const LATE_START_MS = 6 * 60 * 60 * 1_000;

export interface ShowLists {
  live: ShowRow[];
  upcoming: ShowRow[];
  past: ShowRow[];
}

/** The workspace's shows in the three groups of the shows page. Archived shows are under `past`. */
export async function listShows(
  deps: Pick<ShowDeps, 'shows' | 'nowMs'>,
  actor: Pick<Actor, 'workspaceId'>,
): Promise<ShowLists> {
  return groupShows(await deps.shows.list(actor.workspaceId, LIST_ROWS_MAX), deps.nowMs());
}

/** Live: a broadcast runs. Past: archived, broadcast and not scheduled again, or its time is long gone. */
export function groupShows(rows: ShowRow[], nowMs: number): ShowLists {
  const live = rows.filter((row) => row.liveSince !== null);
  const rest = rows.filter((row) => row.liveSince === null);
  return {
    live,
    upcoming: rest.filter((row) => !isPast(row, nowMs)).sort(bySchedule),
    past: rest.filter((row) => isPast(row, nowMs)).sort((a, b) => lastMs(b) - lastMs(a)),
  };
}

function isPast(row: ShowRow, nowMs: number): boolean {
  if (row.archivedAt !== null) return true;
  const startsMs = row.scheduledAt?.getTime() ?? null;
  if (startsMs !== null && startsMs > nowMs) return false;
  if (row.lastBroadcastEndedAt !== null) return true;
  return startsMs !== null && startsMs + LATE_START_MS < nowMs;
}

/** Soonest first; unscheduled shows after the scheduled ones, newest first. */
function bySchedule(a: ShowRow, b: ShowRow): number {
  if (a.scheduledAt !== null && b.scheduledAt !== null)
    return a.scheduledAt.getTime() - b.scheduledAt.getTime();
  if (a.scheduledAt === null && b.scheduledAt === null) return b.createdAt.getTime() - a.createdAt.getTime();
  return a.scheduledAt === null ? 1 : -1;
}

function lastMs(row: ShowRow): number {
  return (row.lastBroadcastEndedAt ?? row.scheduledAt ?? row.createdAt).getTime();
}
