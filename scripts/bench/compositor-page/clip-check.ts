/// <reference types="dom-mediacapture-transform" />
import { createCompositor, type CompositorWarning } from '@/lib/browser/compositor/main/create-compositor';
import { createMixer } from '@/lib/browser/compositor/main/create-mixer';
import type { RendererName } from '@/lib/browser/compositor/worker/messages';
import { createMediaSound } from '@/lib/browser/engine/media-sound';
import type { MediaItem, ShowMedia } from '@/lib/core/contract/media';
import type { Paint } from '@/lib/core/contract/scene-document';
import { programClip } from '@/lib/core/media/program-media';
import { newSceneDocument } from '@/lib/core/scene/new-scene-document';

/** A studio that plays clips, driven by tests from outside the page. */
export interface ClipStudio {
  /** From its beginning, or from the start that is given (server time). */
  play: (cue: Partial<MediaItem> & { assetId: string }, startedAtMs?: number) => void;
  stop: () => void;
  background: (paint: Paint) => void;
  /** RGB at these points of the newest frame. */
  colors: (points: { x: number; y: number }[]) => number[][];
  /** When flashes and beeps of the test clip began at the program's tracks since the last call, page time in ms. */
  onsets: () => { flashes: number[]; beeps: number[] };
  /** Greatest sample of the program and of what guests hear, since the last call. */
  peaks: () => { program: number; guests: number };
  warnings: () => readonly CompositorWarning[];
  close: () => void;
}

const CUE: Omit<MediaItem, 'assetId'> = {
  ...{ mediaId: 'cue', kind: 'video', name: 'Clip', hasSound: true, durationMs: 3_000 },
  ...({ gainDb: 0, muted: false, loop: false, fadeMs: 0, fit: 'contain', then: { kind: 'stop' } } as const),
};
const serverNowMs = (): number => performance.timeOrigin + performance.now();

export async function openClipStudio(renderer: RendererName): Promise<ClipStudio> {
  const compositor = await createCompositor({ width: 1280, height: 720, fps: 30, renderer });
  const mixer = await createMixer();
  await mixer.resume();
  const broken: { mediaId: string }[] = [];
  const sound = createMediaSound({ bus: mixer.media, serverNowMs, onBroken: (clip) => broken.push(clip) });
  const warnings: CompositorWarning[] = [];
  compositor.onWarning((warning) => warnings.push(warning));
  let rev = 0;
  let media: ShowMedia = { items: [], playing: null, bed: null };
  let background: Paint = { kind: 'color', color: '#c81e64' };
  const put = () => {
    const clip = programClip(media);
    const document = { ...newSceneDocument('grid'), background };
    rev += 1;
    compositor.putScene({ rev, document, feeds: [], change: null, ...(clip ? { clip } : {}) });
    sound.update({ media, scenes: [], programSceneId: '', switching: { previewSceneId: null } });
  };
  put();
  const picture = watchPicture(compositor.programTrack);
  const program = watchSound(mixer.programTrack);
  const guests = watchSound(mixer.media.track);
  await compositor.ready();
  return {
    play: (cue, startedAtMs = serverNowMs()) => {
      const item: MediaItem = { ...CUE, ...cue };
      const playing = { mediaId: item.mediaId, startedAtMs, stoppedAtMs: null };
      media = { ...media, items: [item], playing };
      put();
    },
    stop: () => {
      if (media.playing) media = { ...media, playing: { ...media.playing, stoppedAtMs: serverNowMs() } };
      put();
    },
    background: (paint) => {
      background = paint;
      put();
    },
    colors: picture.colors,
    onsets: () => ({ flashes: picture.takeOnsets(), beeps: program.takeOnsets() }),
    peaks: () => ({ program: program.takePeak(), guests: guests.takePeak() }),
    warnings: () => warnings,
    close: () => {
      sound.close();
      mixer.close();
      compositor.close();
    },
  };
}

/** A flash is white; what it interrupts is the blue of the clip. */
const WHITE_MIN = 160;
const BEEP_MIN = 0.05;
/** Beeps are 800 ms apart; a wave passes zero twice a millisecond. */
const QUIET_MS = 100;

function watchPicture(track: MediaStreamTrack) {
  const { readable } = new MediaStreamTrackProcessor({ track: track as MediaStreamVideoTrack });
  let newest: VideoFrame | null = null;
  let isWhite = false;
  const onsets: number[] = [];
  const canvas = new OffscreenCanvas(1280, 720);
  const context = canvas.getContext('2d', { willReadFrequently: true });
  const spot = new OffscreenCanvas(8, 8).getContext('2d', { willReadFrequently: true });
  const read = async () => {
    const reader = readable.getReader();
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      const atMs = performance.now();
      spot?.drawImage(value, 0, 0, 8, 8);
      const wasWhite = isWhite;
      isWhite = (spot?.getImageData(4, 4, 1, 1).data[0] ?? 0) > WHITE_MIN;
      if (isWhite && !wasWhite) onsets.push(atMs);
      newest?.close();
      newest = value;
    }
  };
  void read();
  return {
    takeOnsets: () => onsets.splice(0),
    colors: (points: { x: number; y: number }[]) => {
      if (!newest || !context) return [];
      context.drawImage(newest, 0, 0);
      return points.map(({ x, y }) => [...context.getImageData(x, y, 1, 1).data.slice(0, 3)]);
    },
  };
}

function watchSound(track: MediaStreamTrack) {
  const { readable } = new MediaStreamTrackProcessor({ track: track as MediaStreamAudioTrack });
  const onsets: number[] = [];
  let peak = 0;
  let heardAtMs = -Infinity;
  const read = async () => {
    const reader = (readable as unknown as ReadableStream<AudioData>).getReader();
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      const endMs = performance.now();
      const samples = new Float32Array(value.numberOfFrames);
      value.copyTo(samples, { planeIndex: 0, format: 'f32-planar' });
      const perMs = value.sampleRate / 1000;
      for (const [index, sample] of samples.entries()) {
        peak = Math.max(peak, Math.abs(sample));
        if (Math.abs(sample) < BEEP_MIN) continue;
        const atMs = endMs - (samples.length - index) / perMs;
        if (atMs - heardAtMs > QUIET_MS) onsets.push(atMs);
        heardAtMs = atMs;
      }
      value.close();
    }
  };
  void read();
  return {
    takeOnsets: () => onsets.splice(0),
    takePeak: () => {
      const taken = peak;
      peak = 0;
      return taken;
    },
  };
}
