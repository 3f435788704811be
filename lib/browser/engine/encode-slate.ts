import { SLATE_BYTES_MAX } from '@/lib/core/contract/slate';
import { PROGRAM } from '@/lib/core/contract/limits';
import { newPicture, type PackedPicture } from '../compositor/worker/i420/picture';
import { packedToPicture } from '../compositor/worker/i420/rgba';
import { PROGRAM_COLOR_SPACE } from '../compositor/worker/renderer';
import type { SlateArt } from './slate-art';

/**
 * Draws the slate in the program's size and encodes it as one H.264 key frame.
 * @returns Annex B, or null where the browser has no H.264 encoder: the gateway then holds the last picture.
 */
export async function encodeSlate(art: SlateArt): Promise<Uint8Array<ArrayBuffer> | null> {
  if (typeof VideoEncoder === 'undefined') return null;
  const canvas = new OffscreenCanvas(PROGRAM.width, PROGRAM.height);
  const context = canvas.getContext('2d');
  if (!context) return null;
  await draw(context, art);
  const picture = toProgramColors(context);
  for (const bitrate of BITRATES) {
    const bytes = await encode(picture, bitrate);
    if (bytes === null || bytes.byteLength <= SLATE_BYTES_MAX) return bytes;
  }
  return null;
}

/** Of a stream, which sets the first key frame's fineness; the next is tried when the picture does not fit. */
const BITRATES = [8_000_000, 2_000_000, 500_000];
/** Constrained baseline 3.1, as the program itself: 1280x720 at 30 frames. */
const CODEC = 'avc1.42e01f';

async function encode(picture: PackedPicture, bitrate: number): Promise<Uint8Array<ArrayBuffer> | null> {
  const config: VideoEncoderConfig = {
    codec: CODEC,
    width: picture.width,
    height: picture.height,
    bitrate,
    framerate: PROGRAM.fps,
    latencyMode: 'realtime',
    avc: { format: 'annexb' },
  };
  const { supported } = await VideoEncoder.isConfigSupported(config);
  if (supported !== true) return null;
  let first: Uint8Array<ArrayBuffer> | null = null;
  let failure: DOMException | null = null;
  const encoder = new VideoEncoder({
    output: (chunk) => {
      if (first !== null) return;
      first = new Uint8Array(chunk.byteLength);
      chunk.copyTo(first);
    },
    error: (error) => {
      failure = error;
    },
  });
  encoder.configure(config);
  const { bytes, layout, width, height } = picture;
  const frame = new VideoFrame(bytes, {
    ...{ format: 'I420', codedWidth: width, codedHeight: height, layout, timestamp: 0 },
    colorSpace: PROGRAM_COLOR_SPACE,
  });
  try {
    encoder.encode(frame, { keyFrame: true });
  } finally {
    frame.close();
  }
  await encoder.flush();
  encoder.close();
  if (failure !== null) throw failure as DOMException;
  return first;
}

/** As the program's own pictures: of a canvas Chromium would make full range, which not every platform reads. */
function toProgramColors(context: OffscreenCanvasRenderingContext2D): PackedPicture {
  const { width, height } = context.canvas;
  const picture = newPicture(width, height);
  packedToPicture(context.getImageData(0, 0, width, height).data, width * 4, 'rgba', picture);
  return picture;
}

async function draw(context: OffscreenCanvasRenderingContext2D, art: SlateArt): Promise<void> {
  const { width, height } = context.canvas;
  context.fillStyle = paintOf(context, art);
  context.fillRect(0, 0, width, height);
  // A veil, so that light text can be read on any brand.
  context.fillStyle = 'rgba(0, 0, 0, 0.45)';
  context.fillRect(0, 0, width, height);
  context.textAlign = 'center';
  context.textBaseline = 'middle';
  context.fillStyle = '#ffffff';
  writeFitting(context, art.title, { y: height * 0.48, px: 72 });
  context.fillStyle = 'rgba(255, 255, 255, 0.8)';
  writeFitting(context, 'We will be right back', { y: height * 0.62, px: 36 });
  await drawLogo(context, art.logo);
}

function paintOf(
  context: OffscreenCanvasRenderingContext2D,
  { background }: SlateArt,
): string | CanvasGradient {
  if (background.kind === 'color') return background.color;
  const { width, height } = context.canvas;
  const angle = (background.angleDeg * Math.PI) / 180;
  // As CSS: the line through the middle whose ends are level with the corners.
  const length = Math.abs(width * Math.sin(angle)) + Math.abs(height * Math.cos(angle));
  const [dx, dy] = [(Math.sin(angle) * length) / 2, (-Math.cos(angle) * length) / 2];
  const gradient = context.createLinearGradient(
    width / 2 - dx,
    height / 2 - dy,
    width / 2 + dx,
    height / 2 + dy,
  );
  gradient.addColorStop(0, background.from);
  gradient.addColorStop(1, background.to);
  return gradient;
}

/** A long title becomes smaller, not longer than the picture. */
function writeFitting(
  context: OffscreenCanvasRenderingContext2D,
  text: string,
  at: { y: number; px: number },
): void {
  const room = context.canvas.width * 0.86;
  context.font = `600 ${at.px}px ${FONT}`;
  const px = Math.min(at.px, (at.px * room) / Math.max(1, context.measureText(text).width));
  context.font = `600 ${px}px ${FONT}`;
  context.fillText(text, context.canvas.width / 2, at.y, room);
}

async function drawLogo(context: OffscreenCanvasRenderingContext2D, logo: SlateArt['logo']): Promise<void> {
  const { width, height } = context.canvas;
  if (logo.kind === 'text') {
    context.fillStyle = '#ffffff';
    writeFitting(context, logo.text, { y: height * 0.24, px: 44 });
  }
  if (logo.kind !== 'image') return;
  const image = new Image();
  image.src = logo.dataUrl;
  try {
    await image.decode();
  } catch {
    /* A logo that does not decode is left out, as the compositor does. */
    return;
  }
  const scale = Math.min((width * 0.4) / image.width, (height * 0.22) / image.height);
  const [logoWidth, logoHeight] = [image.width * scale, image.height * scale];
  context.drawImage(image, (width - logoWidth) / 2, height * 0.24 - logoHeight / 2, logoWidth, logoHeight);
}

const FONT = "'Inter Variable', Inter, system-ui, sans-serif";
