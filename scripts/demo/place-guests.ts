import { PROGRAM } from '@/lib/core/contract/limits';
import { placeFeeds } from '@/lib/core/layout/place-feeds';
import { sceneTemplate } from '@/lib/core/scene/scene-template';
import type { Rect } from '../harness/check-picture';

/** Where the interview scene must show each guest, by the product's own layout rules. */
export function placeGuests(names: readonly string[]): Rect[] {
  const scene = sceneTemplate('interview').find(({ document }) => document.showsFeeds);
  if (scene === undefined) throw new Error('The interview template has no scene with feeds');
  const feeds = names.map((name, index) => ({
    feedId: `camera:${index}`,
    seatId: String(index),
    kind: 'camera' as const,
    role: 'guest' as const,
    name,
    live: true,
  }));
  const placements = placeFeeds(scene.document, feeds, PROGRAM);
  return feeds.map(({ feedId, name }) => {
    const placement = placements.find((one) => one.feedId === feedId);
    if (placement === undefined) throw new Error(`The layout has no place for ${name}`);
    return placement;
  });
}
