import type { Browser, BrowserContext, Page } from '@playwright/test';
import { test as base, expect } from '@playwright/test';
import { productApi, signIn, type Credentials, type ProductApi } from '@/scripts/harness/product-api';
import { readProduct, type RunningProduct } from './running-product';

/** Messages that a correct page cannot avoid: the browser itself reports a refused request that a test provokes. */
type AllowedNoise = RegExp[];

interface Fixtures {
  product: RunningProduct;
  /** Signed in as the owner. */
  api: ProductApi;
  ownerContext: BrowserContext;
  /** Opens a context whose pages fail the test when they log an error. */
  openContext: (options?: {
    storageState?: string;
    allow?: AllowedNoise;
    viewport?: { width: number; height: number };
  }) => Promise<BrowserContext>;
  signInAs: (who: Credentials) => Promise<BrowserContext>;
}

/** The tests' vocabulary: the running product, people's contexts, and the promise that no page logs an error. */
export const test = base.extend<Fixtures>({
  product: async ({}, provide) => provide(readProduct()),

  openContext: async ({ browser, product }, provide, testInfo) => {
    const opened: { context: BrowserContext; errors: string[] }[] = [];
    await provide(async (options = {}) => {
      const context = await browser.newContext({
        baseURL: product.url,
        viewport: options.viewport ?? { width: 1440, height: 900 },
        permissions: ['camera', 'microphone'],
        ...(options.storageState === undefined ? {} : { storageState: options.storageState }),
      });
      const errors: string[] = [];
      watchErrors(context, errors, options.allow ?? []);
      opened.push({ context, errors });
      return context;
    });
    for (const { context } of opened) await context.close();
    const errors = opened.flatMap((one) => one.errors);
    if (testInfo.status === testInfo.expectedStatus) expect(errors, 'no page logs an error').toEqual([]);
  },

  ownerContext: async ({ openContext, product }, provide) =>
    provide(await openContext({ storageState: product.ownerState })),

  api: async ({ ownerContext, product }, provide) => provide(productApi(ownerContext.request, product.url)),

  signInAs: async ({ openContext, product }, provide) =>
    provide(async (who) => {
      const context = await openContext();
      await signIn(context.request, product.url, who);
      return context;
    }),
});

export { expect };

/**
 * A frame that is on its way from a track into a worker when the track ends is Chromium's alone: it collects it, and says so
 * (docs/roadmap.md). Frames of ours that nobody closes would be collected again and again.
 */
const LOST_FRAME = /^A VideoFrame was garbage collected without being closed/;
const LOST_FRAMES_MAX = 1;

function watchErrors(context: BrowserContext, errors: string[], allow: AllowedNoise): void {
  const note = (text: string) => {
    if (!allow.some((pattern) => pattern.test(text))) errors.push(text);
  };
  const watch = (page: Page) => {
    let lostFrames = 0;
    page.on('pageerror', (error) => note(`${page.url()}: ${error.message}`));
    page.on('console', (message) => {
      if (message.type() !== 'error') return;
      if (LOST_FRAME.test(message.text()) && (lostFrames += 1) <= LOST_FRAMES_MAX) return;
      // Chromium does not say in its words which resource failed to load.
      note(`${page.url()}: ${message.text()} (${message.location().url})`);
    });
  };
  context.on('page', watch);
}

/** A guest's camera and voice in one colour and one tone, for any number of guests in one browser. */
export async function giveCamera(
  context: BrowserContext,
  camera: { color: string; toneHz: number },
): Promise<void> {
  await context.addInitScript(({ color, toneHz }) => {
    const devices: MediaDeviceInfo[] = (['videoinput', 'audioinput'] as const).map((kind) => ({
      deviceId: `test-${kind}`, groupId: 'test', kind, label: kind === 'videoinput' ? 'Test camera' : 'Test microphone', toJSON: () => ({}),
    })); // prettier-ignore
    navigator.mediaDevices.enumerateDevices = () => Promise.resolve(devices);
    navigator.mediaDevices.getUserMedia = async (constraints) => {
      const tracks: MediaStreamTrack[] = [];
      if (constraints?.video) {
        const canvas = document.createElement('canvas');
        canvas.width = 640;
        canvas.height = 360;
        const context = canvas.getContext('2d')!;
        let frame = 0;
        setInterval(() => {
          context.fillStyle = color;
          context.fillRect(0, 0, 640, 360);
          // A moving mark in the corner: a frozen picture is told from a live one.
          context.fillStyle = '#ffffff';
          context.fillRect((frame++ * 4) % 640, 350, 12, 10);
        }, 33);
        tracks.push(...canvas.captureStream(30).getVideoTracks());
      }
      if (constraints?.audio) {
        const audio = new AudioContext({ sampleRate: 48_000 });
        await audio.resume();
        const tone = audio.createOscillator();
        tone.frequency.value = toneHz;
        const gain = audio.createGain();
        gain.gain.value = 0.3;
        const output = audio.createMediaStreamDestination();
        tone.connect(gain).connect(output);
        tone.start();
        tracks.push(...output.stream.getAudioTracks());
      }
      return new MediaStream(tracks);
    };
  }, camera);
}

/** The colour of a point of a video element, 0..1 of its width and height. */
export async function readColor(
  page: Page,
  selector: string,
  at: { x: number; y: number },
): Promise<[number, number, number]> {
  return page
    .locator(selector)
    .first()
    .evaluate((video, { x, y }) => {
      if (!(video instanceof HTMLVideoElement) || video.videoWidth === 0) return [0, 0, 0];
      const canvas = new OffscreenCanvas(8, 8);
      const context = canvas.getContext('2d')!;
      context.drawImage(video, x * video.videoWidth - 4, y * video.videoHeight - 4, 8, 8, 0, 0, 8, 8);
      const { data } = context.getImageData(4, 4, 1, 1);
      return [data[0]!, data[1]!, data[2]!];
    }, at) as Promise<[number, number, number]>;
}

/** Is `color` there, within what two lossy encodings leave of it? */
export function isColor(color: readonly number[], hex: string): boolean {
  const wanted = [1, 3, 5].map((start) => parseInt(hex.slice(start, start + 2), 16));
  return wanted.every((value, index) => Math.abs(value - color[index]!) <= 26);
}

export type { Browser };
