import type { LocalParticipant, TrackPublishOptions } from 'livekit-client';
import { TRACK_SOURCE } from './track-source';

/** What somebody with a seat shows and says. */
export type SeatSource = 'camera' | 'microphone' | 'screen' | 'screenAudio';
export type LocalSource = SeatSource | 'mediaBus';

/** The track by which guests hear what the studio plays. */
export const MEDIA_BUS_NAME = 'media-bus';

export interface LocalTrackState {
  track: MediaStreamTrack;
  /** Kept here and not in the SDK, so that a rebuilt room can never unmute anyone. */
  muted: boolean;
}

/** Publishes what is wanted, nothing else, through whichever room is attached. Works on clones: the SDK may stop them. */
export interface LocalPublisher {
  put(source: LocalSource, state: LocalTrackState | null): void;
  attach(participant: Pick<LocalParticipant, 'publishTrack' | 'unpublishTrack'>): void;
  detach(): void;
  close(): void;
}

interface Published {
  original: MediaStreamTrack;
  clone: MediaStreamTrack;
  muted: boolean;
  setMuted(muted: boolean): Promise<void>;
}

const SOURCES: readonly LocalSource[] = ['microphone', 'camera', 'screen', 'screenAudio', 'mediaBus'];

const OPTIONS: Record<LocalSource, TrackPublishOptions> = {
  camera: {
    source: TRACK_SOURCE.camera,
    simulcast: true,
    videoEncoding: { maxBitrate: 1_700_000, maxFramerate: 30 },
    degradationPreference: 'maintain-framerate',
  },
  // One participant per seat, one voice: DTX would make the mix breathe.
  microphone: {
    source: TRACK_SOURCE.microphone,
    dtx: false,
    red: false,
    audioPreset: { maxBitrate: 64_000 },
  },
  screen: {
    source: TRACK_SOURCE.screen,
    simulcast: false,
    screenShareEncoding: { maxBitrate: 2_500_000, maxFramerate: 30 },
    degradationPreference: 'maintain-resolution',
  },
  screenAudio: {
    source: TRACK_SOURCE.screenAudio,
    dtx: false,
    red: false,
    audioPreset: { maxBitrate: 96_000 },
  },
  // Rooms know no source of its kind; the name tells it from the sound of a screen.
  mediaBus: {
    source: TRACK_SOURCE.screenAudio,
    name: MEDIA_BUS_NAME,
    dtx: false,
    red: false,
    audioPreset: { maxBitrate: 128_000 },
  },
};

/** Bits by the height of the source: more than it can use only costs its encoder. livekit-client makes the smaller layers. */
const CAMERA_BPS = [
  { heightMax: 360, maxBitrate: 800_000 },
  { heightMax: 540, maxBitrate: 1_200_000 },
] as const;

function cameraOptions(track: MediaStreamTrack): TrackPublishOptions {
  const { height = Infinity } = track.getSettings();
  const maxBitrate = CAMERA_BPS.find(({ heightMax }) => height <= heightMax)?.maxBitrate;
  if (maxBitrate === undefined) return OPTIONS.camera;
  return { ...OPTIONS.camera, videoEncoding: { maxBitrate, maxFramerate: 30 } };
}

export function createLocalPublisher(): LocalPublisher {
  const wanted = new Map<LocalSource, LocalTrackState>();
  const published = new Map<LocalSource, Published>();
  let participant: Pick<LocalParticipant, 'publishTrack' | 'unpublishTrack'> | null = null;
  let isRunning = false;
  let isDirty = false;

  /** One reconciliation at a time; a change during it runs it once more. */
  const reconcile = async () => {
    isDirty = true;
    if (isRunning) return;
    isRunning = true;
    while (isDirty && participant) {
      isDirty = false;
      for (const source of SOURCES) await reconcileSource(source);
    }
    isRunning = false;
  };

  const reconcileSource = async (source: LocalSource) => {
    const target = participant;
    if (!target) return;
    const want = wanted.get(source);
    const have = published.get(source);
    try {
      if (have && have.original !== want?.track) {
        published.delete(source);
        await target.unpublishTrack(have.clone, true);
      }
      if (!want || want.track.readyState !== 'live') return;
      const current = published.get(source) ?? (await publish(target, source, want));
      if (participant !== target) return;
      published.set(source, current);
      const isMuted = wanted.get(source)?.muted ?? true;
      if (current.muted === isMuted) return;
      current.muted = isMuted;
      await current.setMuted(isMuted);
    } catch {
      // The room went away under us: `detach` follows, and the next `attach` publishes everything again.
      published.delete(source);
    }
  };

  return {
    put: (source, state) => {
      const before = wanted.get(source);
      if (before?.track === state?.track && before?.muted === state?.muted) return;
      if (state) wanted.set(source, state);
      else wanted.delete(source);
      // Silence is immediate, whatever the signalling does.
      const have = published.get(source);
      if (have && (state === null || state.muted)) have.clone.enabled = false;
      void reconcile();
    },
    attach: (next) => {
      participant = next;
      published.clear();
      void reconcile();
    },
    detach: () => {
      participant = null;
      for (const { clone } of published.values()) clone.stop();
      published.clear();
    },
    close: () => {
      participant = null;
      wanted.clear();
      for (const { clone } of published.values()) clone.stop();
      published.clear();
    },
  };
}

async function publish(
  participant: Pick<LocalParticipant, 'publishTrack' | 'unpublishTrack'>,
  source: LocalSource,
  { track, muted }: LocalTrackState,
): Promise<Published> {
  const clone = track.clone();
  // Published muted first when so wanted: not one packet of sound may leave before.
  clone.enabled = !muted;
  if (source === 'screen') clone.contentHint = 'detail';
  const options = source === 'camera' ? cameraOptions(clone) : OPTIONS[source];
  const publication = await participant.publishTrack(clone, options);
  if (muted) await publication.mute();
  return {
    original: track,
    clone,
    muted,
    setMuted: async (nextMuted) => {
      clone.enabled = !nextMuted;
      if (nextMuted) await publication.mute();
      else await publication.unmute();
    },
  };
}
