import { VideoSampleSink, type Input, type VideoSample } from 'mediabunny';
import { absoluteUrl, openMedia } from '../../../media/open-media';

/** One picture of a file. Whoever has it takes its frame or closes it. */
export interface Picture {
  /** From the beginning of the file. */
  atMs: number;
  take: () => VideoFrame;
  close: () => void;
}

/** The pictures of one file. */
export interface PictureSource {
  width: number;
  height: number;
  /** Its pictures have parts that are seen through. */
  isTransparent: boolean;
  /** Of the pictures; null for a still. */
  durationMs: number | null;
  /** In order, the first is the one that is seen at `fromMs`. Decodes only as far ahead as the decoder needs. */
  pictures: (fromMs: number) => AsyncGenerator<Picture>;
  close: () => void;
}

/** Larger pictures cost memory and show no more on the program. */
const STILL_SIDE_PX_MAX = 1920;

/** @throws when the file cannot be fetched, read or decoded here. */
export async function openClip(assetId: string): Promise<PictureSource> {
  const input = openMedia(assetId);
  try {
    return await clipOf(input);
  } catch (error) {
    input.dispose();
    throw error;
  }
}

async function clipOf(input: Input): Promise<PictureSource> {
  const track = await input.getPrimaryVideoTrack();
  if (!track) throw new Error('This file has no pictures.');
  if (!(await track.canDecode())) throw new Error('This browser cannot decode the pictures of this file.');
  const [width, height, durationS, isTransparent] = await Promise.all([
    track.getDisplayWidth(),
    track.getDisplayHeight(),
    track.computeDuration(),
    track.canBeTransparent(),
  ]);
  const sink = new VideoSampleSink(track);
  // Its bytes are then here, and the decoder is known to take them.
  (await sink.getSample(await track.getFirstTimestamp()))?.close();
  return {
    ...{ width, height, isTransparent },
    durationMs: durationS * 1000,
    pictures: async function* (fromMs) {
      for await (const sample of sink.samples(fromMs / 1000)) yield pictureOf(sample);
    },
    close: () => input.dispose(),
  };
}

const pictureOf = (sample: VideoSample): Picture => ({
  atMs: sample.timestamp * 1000,
  take: () => {
    const frame = sample.toVideoFrame();
    sample.close();
    return frame;
  },
  close: () => sample.close(),
});

/** @throws when the file cannot be fetched or is no picture that this browser knows. */
export async function openStill(assetId: string): Promise<PictureSource> {
  const response = await fetch(absoluteUrl(assetId));
  if (!response.ok) throw new Error(`The picture could not be fetched: ${response.status}.`);
  const bitmap = await createImageBitmap(await response.blob());
  const scale = Math.min(1, STILL_SIDE_PX_MAX / Math.max(bitmap.width, bitmap.height));
  const width = Math.max(2, Math.round(bitmap.width * scale));
  const height = Math.max(2, Math.round(bitmap.height * scale));
  // What is transparent shows black: a picture over the program is not a graphic.
  const context = new OffscreenCanvas(width, height).getContext('2d', { alpha: false });
  if (!context) throw new Error('This browser gives workers no 2D canvas.');
  context.drawImage(bitmap, 0, 0, width, height);
  bitmap.close();
  const { canvas } = context;
  return {
    ...{ width, height, isTransparent: false },
    durationMs: null,
    pictures: async function* () {
      yield {
        atMs: 0,
        take: () => new VideoFrame(canvas, { timestamp: 0, alpha: 'discard' }),
        close: () => undefined,
      };
    },
    close: () => undefined,
  };
}
