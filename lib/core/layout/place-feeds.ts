import type { FeedView, SceneDocument } from '../contract/scene-document';
import { LIMITS } from '../contract/limits';
import { gridSlots } from './grid-slots';
import { layoutSpace, type CanvasSize, type LayoutTable, type Placement } from './placement';
import { pictureInPictureSlots, presentationSlots } from './inset-slots';
import { sideBySideSlots, soloSlots, splitSlots } from './row-slots';

/**
 * Decides where each feed goes on the canvas. Feeds that the layout has no room for (solo shows one, picture in
 * picture four) are left out. The result is in drawing order.
 * @param feeds - in stage order; at most LIMITS.stageSeatsMax are placed.
 * @example placeFeeds(newSceneDocument('grid'), stageFeeds(state), { width: 1280, height: 720 })
 */
export function placeFeeds(
  document: Pick<SceneDocument, 'layout' | 'showsFeeds'>,
  feeds: readonly FeedView[],
  canvas: CanvasSize,
): Placement[] {
  if (!document.showsFeeds || feeds.length === 0) return [];
  const layout = LAYOUTS[document.layout];
  const ordered = layout.order(feeds).slice(0, LIMITS.stageSeatsMax);
  const slots = layout.slots(ordered.length, layoutSpace(canvas));
  return slots.flatMap((slot, index) => {
    const feed = ordered[index];
    if (!feed) return [];
    return [
      { ...slot, feedId: feed.feedId, cropMode: feed.kind === 'screen' ? 'contain' : 'cover' } as const,
    ];
  });
}

const inStageOrder = (feeds: readonly FeedView[]): readonly FeedView[] => feeds;

/** The first shared screen is what a presentation is about; without one the first feed is. */
function screenFirst(feeds: readonly FeedView[]): readonly FeedView[] {
  const screen = feeds.find((feed) => feed.kind === 'screen');
  return screen ? [screen, ...feeds.filter((feed) => feed !== screen)] : feeds;
}

const LAYOUTS = {
  solo: { slots: soloSlots, order: inStageOrder },
  split: { slots: splitSlots, order: inStageOrder },
  'side-by-side': { slots: sideBySideSlots, order: inStageOrder },
  grid: { slots: gridSlots, order: inStageOrder },
  'picture-in-picture': { slots: pictureInPictureSlots, order: inStageOrder },
  presentation: { slots: presentationSlots, order: screenFirst },
} satisfies LayoutTable;
