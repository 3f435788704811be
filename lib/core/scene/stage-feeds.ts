import type { FeedView } from '../contract/scene-document';
import type { Seat, ShowState } from '../contract/show-state';

/**
 * The pictures that may be placed: a camera for every seat on stage in stage order, then the screens they share.
 * Cameras come first so that the main feed of a scene stays the same person when somebody starts to share.
 */
export function stageFeeds(state: Pick<ShowState, 'seats'>): FeedView[] {
  const onStage = state.seats.filter((seat) => seat.place === 'stage');
  return [...onStage.map(cameraFeed), ...onStage.filter((seat) => seat.media.screen).map(screenFeed)];
}

function cameraFeed(seat: Seat): FeedView {
  return {
    feedId: `camera:${seat.seatId}`,
    seatId: seat.seatId,
    kind: 'camera',
    role: seat.role,
    name: seat.name,
    ...(seat.mirrored ? { mirrored: true } : {}),
    live: seat.connected && seat.media.camera,
  };
}

function screenFeed(seat: Seat): FeedView {
  return {
    feedId: `screen:${seat.seatId}`,
    seatId: seat.seatId,
    kind: 'screen',
    role: seat.role,
    // A tag over a shared screen would hide what is being shown.
    name: '',
    live: seat.connected,
  };
}
