import type { DestinationDeps } from './ports';

/** Tells every open show that uses a destination to look at it again. */
export async function notifyShows(
  deps: Pick<DestinationDeps, 'liveShows'>,
  showIds: string[],
): Promise<void> {
  await Promise.all(showIds.map((showId) => deps.liveShows.destinationsChanged(showId)));
}
