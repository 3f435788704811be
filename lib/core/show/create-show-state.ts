import { DEFAULT_BRAND, type Brand } from '../contract/brand';
import type { Transition } from '../contract/scene-document';
import type { SceneView, ShowDestination, ShowState } from '../contract/show-state';

export interface NewShow {
  showId: string;
  title: string;
  slug: string;
  /** At least one; the first is on program. */
  scenes: [SceneView, ...SceneView[]];
  destinations?: Omit<ShowDestination, 'relay'>[];
  /** Records on going live unless said otherwise: a lost recording cannot be made up for, an unwanted one deleted. */
  recordingEnabled?: boolean;
  /** The workspace's. */
  brand?: Brand;
}

/** A cut, as every release so far switched; the length is what a fade starts with. */
const FIRST_TRANSITION: Transition = { kind: 'cut', durationMs: 400 };

/** The state of a show that nobody has touched yet: rehearsal, empty stage, nobody publishing. */
export function createShowState(show: NewShow): ShowState {
  return {
    showId: show.showId,
    title: show.title,
    slug: show.slug,
    phase: { status: 'rehearsal' },
    scenes: show.scenes,
    programSceneId: show.scenes[0].sceneId,
    programChange: null,
    programMovedAtMs: null,
    switching: { mode: 'direct', previewSceneId: null, transition: FIRST_TRANSITION },
    seats: [],
    lease: { status: 'free', number: 0 },
    check: { status: 'none' },
    destinations: (show.destinations ?? []).map((destination) => ({ ...destination, relay: null })),
    masterGainDb: 0,
    rundown: { items: [], run: null },
    chat: [],
    recording: { enabled: show.recordingEnabled ?? true, recordingId: null, bytes: 0, durationMs: 0 },
    graphics: [],
    media: { items: [], playing: null, bed: null },
    brand: show.brand ?? DEFAULT_BRAND,
  };
}
