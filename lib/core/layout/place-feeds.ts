import type { FeedView, SceneDocument, SlotBinding } from '../contract/scene-document';
import { LIMITS } from '../contract/limits';
import { bindSlots } from './bind-slots';
import { freeSlots } from './free-slots';
import { gridSlots } from './grid-slots';
import { layoutSpace, type CanvasSize, type LayoutTable, type Placement, type Slot } from './placement';
import { pictureInPictureSlots, presentationSlots, INSETS_MAX } from './inset-slots';
import { sideBySideSlots, soloSlots, splitSlots } from './row-slots';
import { cinemaSlots, interviewSlots, newsSlots, spotlightSlots } from './stage-slots';

/**
 * Decides where each feed goes on the canvas. Feeds that the layout has no room for (solo shows one, picture in
 * picture four) are left out, and so are those that no slot is for. A slot whose person or screen is not there closes
 * up, except in the free layout, where places stay as they were put. A shared screen takes the large place where the
 * scene says that screens lead (SC9). The result is in drawing order.
 * @param feeds - in stage order; at most LIMITS.stageSeatsMax are placed.
 * @example placeFeeds(newSceneDocument('grid'), stageFeeds(state), { width: 1280, height: 720 })
 */
export function placeFeeds(
  document: Pick<SceneDocument, 'layout' | 'showsFeeds' | 'slots' | 'screenLeads'>,
  feeds: readonly FeedView[],
  canvas: CanvasSize,
): Placement[] {
  if (!document.showsFeeds || feeds.length === 0) return [];
  const free = document.layout === 'free' ? placeFreely(document.slots, feeds, canvas) : null;
  if (free) return free;
  const bindings = document.slots.map(({ binding }) => binding);
  const layout = LAYOUTS[document.layout];
  const isLed = document.screenLeads && feeds.some(isScreen) && !bindings.some(isForScreen);
  const led = isLed ? layout.led : null;
  const taken = led
    ? bindSlots([A_SCREEN, ...bindings], layout.order(feeds), Math.min(ALL, layout.feedsMax + 1))
    : bindSlots(bindings, layout.order(feeds), layout.feedsMax);
  const placed = taken.filter((feed) => feed !== null);
  if (placed.length === 0) return [];
  const slots = (led ?? layout.slots)(placed.length, layoutSpace(canvas));
  return slots.flatMap((slot, index) => placementOf(slot, placed[index] ?? null));
}

const A_SCREEN: SlotBinding = { kind: 'role', role: 'screen' };
const isScreen = ({ kind }: FeedView): boolean => kind === 'screen';
const isForScreen = (binding: SlotBinding): boolean => binding.kind === 'role' && binding.role === 'screen';

/** @returns null when no slot has a place yet: the scene then looks like a grid instead of losing everybody. */
function placeFreely(
  slots: SceneDocument['slots'],
  feeds: readonly FeedView[],
  canvas: CanvasSize,
): Placement[] | null {
  const put = slots.flatMap(({ binding, rect }) => (rect ? [{ binding, rect }] : []));
  if (put.length === 0) return null;
  const places = freeSlots(
    put.map(({ rect }) => rect),
    canvas,
  );
  const taken = bindSlots(
    put.map(({ binding }) => binding),
    feeds,
    put.length,
  );
  return places
    .flatMap((slot, index) => placementOf(slot, taken[index] ?? null))
    .map((placement, z) => ({ ...placement, z }));
}

function placementOf(slot: Slot, feed: FeedView | null): Placement[] {
  if (!feed) return [];
  return [{ ...slot, feedId: feed.feedId, cropMode: feed.kind === 'screen' ? 'contain' : 'cover' }];
}

const inStageOrder = (feeds: readonly FeedView[]): readonly FeedView[] => feeds;

/** The first shared screen is what a presentation is about; without one the first feed is. */
function screenFirst(feeds: readonly FeedView[]): readonly FeedView[] {
  const screen = feeds.find((feed) => feed.kind === 'screen');
  return screen ? [screen, ...feeds.filter((feed) => feed !== screen)] : feeds;
}

function hostFirst(feeds: readonly FeedView[]): readonly FeedView[] {
  const host = feeds.find((feed) => feed.kind === 'camera' && feed.role === 'host');
  return host ? [host, ...feeds.filter((feed) => feed !== host)] : feeds;
}

/** The story beside the anchor is the shared screen, when there is one. */
function anchorThenStory(feeds: readonly FeedView[]): readonly FeedView[] {
  const [anchor, ...others] = hostFirst(feeds);
  return anchor ? [anchor, ...screenFirst(others)] : [];
}

const ALL = LIMITS.stageSeatsMax;

/** The people of the scene, as many as it shows, beside the screen that one of them shares. */
const FOR_PEOPLE = { order: inStageOrder, led: presentationSlots } as const;

const LAYOUTS: LayoutTable = {
  solo: { ...FOR_PEOPLE, feedsMax: 1, slots: soloSlots },
  split: { ...FOR_PEOPLE, feedsMax: ALL, slots: splitSlots },
  'side-by-side': { ...FOR_PEOPLE, feedsMax: ALL, slots: sideBySideSlots },
  grid: { ...FOR_PEOPLE, feedsMax: ALL, slots: gridSlots },
  'picture-in-picture': {
    ...{ feedsMax: 1 + INSETS_MAX, slots: pictureInPictureSlots, order: inStageOrder },
    // The screen behind, people as insets.
    led: pictureInPictureSlots,
  },
  presentation: { feedsMax: ALL, slots: presentationSlots, order: screenFirst, led: null },
  interview: { ...FOR_PEOPLE, feedsMax: ALL, slots: interviewSlots, order: hostFirst },
  news: { feedsMax: ALL, slots: newsSlots, order: anchorThenStory, led: null },
  cinema: { feedsMax: 1, slots: cinemaSlots, order: screenFirst, led: null },
  spotlight: { feedsMax: ALL, slots: spotlightSlots, order: screenFirst, led: null },
  // As long as no slot has a place.
  free: { ...FOR_PEOPLE, feedsMax: ALL, slots: gridSlots },
};
