import { createStore, type ReadableStore } from '../realtime/create-store';
import {
  nameDevices,
  readDeviceChoice,
  rememberDeviceChoice,
  type DeviceChoice,
  type ListedDevice,
} from './device-choice';
import { describeMediaError, insecureContext, lostDevice, type MediaProblem } from './media-errors';

/** One capture: absent until asked for, off when the person turned it off. */
export type Capture =
  | { status: 'off' }
  | { status: 'starting' }
  | { status: 'live'; track: MediaStreamTrack }
  | { status: 'failed'; problem: MediaProblem };

export interface LocalMediaView {
  camera: Capture;
  microphone: Capture;
  screen: Capture;
  screenAudio: MediaStreamTrack | null;
  cameras: ListedDevice[];
  microphones: ListedDevice[];
  choice: DeviceChoice;
}

/** The cameras and microphones of this browser: asks, chooses, remembers, and notices when one is unplugged. */
export interface LocalMedia extends ReadableStore<LocalMediaView> {
  startCamera(): Promise<void>;
  stopCamera(): void;
  startMicrophone(): Promise<void>;
  chooseCamera(deviceId: string): Promise<void>;
  chooseMicrophone(deviceId: string): Promise<void>;
  startScreen(): Promise<void>;
  stopScreen(): void;
  close(): void;
}

/** 720p is what a tile of the 1280x720 program can use; more only heats laptops. */
const CAMERA = { width: { ideal: 1280 }, height: { ideal: 720 }, frameRate: { ideal: 30, max: 30 } };
const MICROPHONE = { echoCancellation: true, noiseSuppression: true, autoGainControl: true };

export function createLocalMedia(storage: Storage): LocalMedia {
  const store = createStore<LocalMediaView>({
    camera: { status: 'off' },
    microphone: { status: 'off' },
    screen: { status: 'off' },
    screenAudio: null,
    cameras: [],
    microphones: [],
    choice: readDeviceChoice(storage),
  });
  const patch = (part: Partial<LocalMediaView>) => store.set({ ...store.get(), ...part });
  let isClosed = false;

  const refreshDevices = async () => {
    const devices = await navigator.mediaDevices.enumerateDevices();
    patch({
      cameras: nameDevices(devices, 'videoinput'),
      microphones: nameDevices(devices, 'audioinput'),
    });
  };
  const onDeviceChange = () => void refreshDevices();
  if (hasDevices()) navigator.mediaDevices.addEventListener('devicechange', onDeviceChange);

  const start = async (kind: 'camera' | 'microphone', deviceId: string | null) => {
    if (!hasDevices()) return patch({ [kind]: { status: 'failed', problem: insecureContext(kind) } });
    const before = store.get()[kind];
    if (before.status === 'starting') return;
    patch({ [kind]: { status: 'starting' } });
    stopCapture(before);
    try {
      const track = await openTrack(kind, deviceId);
      if (isClosed) return track.stop();
      track.addEventListener('ended', () => {
        const now = store.get()[kind];
        if (now.status === 'live' && now.track === track)
          patch({ [kind]: { status: 'failed', problem: lostDevice(kind) } });
      });
      patch({ [kind]: { status: 'live', track } });
      await refreshDevices();
    } catch (error) {
      patch({ [kind]: { status: 'failed', problem: describeMediaError(kind, error) } });
    }
  };

  const remember = (part: Partial<DeviceChoice>) => {
    const choice = { ...store.get().choice, ...part };
    rememberDeviceChoice(storage, choice);
    patch({ choice });
  };

  const stopScreen = () => {
    const { screen, screenAudio } = store.get();
    stopCapture(screen);
    screenAudio?.stop();
    patch({ screen: { status: 'off' }, screenAudio: null });
  };

  return {
    get: store.get,
    subscribe: store.subscribe,
    startCamera: () => start('camera', store.get().choice.cameraId),
    stopCamera: () => {
      stopCapture(store.get().camera);
      patch({ camera: { status: 'off' } });
    },
    startMicrophone: () => start('microphone', store.get().choice.microphoneId),
    chooseCamera: async (cameraId) => {
      remember({ cameraId });
      await start('camera', cameraId);
    },
    chooseMicrophone: async (microphoneId) => {
      remember({ microphoneId });
      await start('microphone', microphoneId);
    },
    startScreen: async () => {
      if (!hasDevices()) return patch({ screen: { status: 'failed', problem: insecureContext('screen') } });
      patch({ screen: { status: 'starting' } });
      try {
        const stream = await navigator.mediaDevices.getDisplayMedia({
          video: { frameRate: { ideal: 30, max: 30 } },
          audio: SCREEN_SOUND,
        });
        const track = stream.getVideoTracks()[0];
        if (!track) throw new Error('getDisplayMedia gave no video track');
        // "Stop sharing" in the browser's own bar ends the track.
        track.addEventListener('ended', stopScreen);
        patch({ screen: { status: 'live', track }, screenAudio: stream.getAudioTracks()[0] ?? null });
      } catch (error) {
        patch({ screen: { status: 'failed', problem: describeMediaError('screen', error) } });
      }
    },
    stopScreen,
    close: () => {
      isClosed = true;
      if (hasDevices()) navigator.mediaDevices.removeEventListener('devicechange', onDeviceChange);
      stopCapture(store.get().camera);
      stopCapture(store.get().microphone);
      stopScreen();
    },
  };
}

/**
 * What this page itself plays (other guests, clips) stays out of the sound of a shared tab or system, where Chrome 141 and
 * later can: they would hear themselves again. And nothing that is made for one voice is done to music and films.
 */
const SCREEN_SOUND: MediaTrackConstraints & { restrictOwnAudio: boolean } = {
  restrictOwnAudio: true,
  echoCancellation: false,
  noiseSuppression: false,
  autoGainControl: false,
};

async function openTrack(kind: 'camera' | 'microphone', deviceId: string | null): Promise<MediaStreamTrack> {
  const wanted = kind === 'camera' ? CAMERA : MICROPHONE;
  // `ideal`, not `exact`: a remembered device that is not plugged in must not keep anyone out.
  const constraints = deviceId === null ? wanted : { ...wanted, deviceId: { ideal: deviceId } };
  const stream = await navigator.mediaDevices.getUserMedia(
    kind === 'camera' ? { video: constraints } : { audio: constraints },
  );
  const track = stream.getTracks()[0];
  if (!track) throw new Error('getUserMedia gave no track');
  return track;
}

function stopCapture(capture: Capture): void {
  if (capture.status === 'live') capture.track.stop();
}

/** `mediaDevices` is undefined outside secure contexts, whatever the type says. */
const hasDevices = () => typeof navigator !== 'undefined' && Boolean(navigator.mediaDevices);
