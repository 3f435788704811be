import {
  convertSpace,
  isSameSpace,
  PROGRAM_SPACE,
  spaceTables,
  type SpaceTables,
  type YuvSpace,
} from './i420/color';
import { newCoverage, newPicture, spreadCoverage, type PackedPicture } from './i420/picture';
import { packedToPicture } from './i420/rgba';

/** Smaller pictures cannot be sampled and only occur while a track starts or is muted. */
const SIDE_MIN_PX = 8;

/**
 * Copies the frames of one source into pictures of the program's colours. Two pictures take turns, so that the one
 * being drawn is never the one being written.
 */
export class FrameReader {
  #front: PackedPicture | undefined;
  #back: PackedPicture | undefined;
  #packed = new Uint8Array(0);
  #tables: { space: YuvSpace; tables: SpaceTables } | undefined;
  readonly #canvas: ConversionCanvas;

  constructor(canvas: ConversionCanvas) {
    this.#canvas = canvas;
  }

  /** @returns the new picture, or null for a frame too small to draw. Does not close the frame. */
  async read(frame: VideoFrame): Promise<PackedPicture | null> {
    const size = { width: frame.visibleRect?.width ?? 0, height: frame.visibleRect?.height ?? 0 };
    if (Math.min(size.width, size.height) < SIDE_MIN_PX) return null;
    const rotated = 'rotation' in frame && frame.rotation !== 0;
    const kind = rotated ? 'canvas' : (FORMAT_KINDS[frame.format ?? ''] ?? 'canvas');
    const picture =
      kind === 'canvas' ? this.#readThroughCanvas(frame) : await this.#readDirect(frame, kind, size);
    if (kind !== 'i420a') picture.coverage = undefined;
    this.#back = this.#front;
    this.#front = picture;
    return picture;
  }

  async #readDirect(frame: VideoFrame, kind: DirectKind, size: Size): Promise<PackedPicture> {
    const picture = this.#backFor(size);
    if (kind === 'rgba' || kind === 'bgra') {
      const bytes = this.#packedBytes(size.width * size.height * 4);
      await frame.copyTo(bytes, { layout: [{ offset: 0, stride: size.width * 4 }] });
      packedToPicture(bytes, size.width * 4, kind, picture);
      return picture;
    }
    if (kind === 'nv12') await this.#readNv12(frame, picture);
    else await this.#readPlanar(frame, kind, picture);
    this.#toProgramSpace(picture, spaceOf(frame.colorSpace));
    return picture;
  }

  async #readPlanar(frame: VideoFrame, kind: 'i420' | 'i420a', picture: PackedPicture): Promise<void> {
    if (kind === 'i420') {
      await frame.copyTo(picture.bytes, { layout: picture.layout });
      return;
    }
    // What is seen of a transparent clip comes behind the three planes of its picture.
    const alphaStride = picture.y.stride;
    const bytes = this.#packedBytes(picture.bytes.length + alphaStride * picture.height);
    await frame.copyTo(bytes, {
      layout: [...picture.layout, { offset: picture.bytes.length, stride: alphaStride }],
    });
    picture.bytes.set(bytes.subarray(0, picture.bytes.length));
    const coverage = (picture.coverage ??= newCoverage(picture));
    coverage.luma.data.set(bytes.subarray(picture.bytes.length));
    spreadCoverage(coverage);
  }

  async #readNv12(frame: VideoFrame, picture: PackedPicture): Promise<void> {
    const { y, u, v } = picture;
    const lumaBytes = y.stride * y.height;
    const pairStride = u.width * 2;
    const bytes = this.#packedBytes(lumaBytes + pairStride * u.height);
    await frame.copyTo(bytes, {
      layout: [
        { offset: 0, stride: y.stride },
        { offset: lumaBytes, stride: pairStride },
      ],
    });
    y.data.set(bytes.subarray(0, lumaBytes));
    for (let row = 0; row < u.height; row += 1) {
      const pairs = lumaBytes + row * pairStride;
      const at = row * u.stride;
      for (let x = 0; x < u.width; x += 1) {
        u.data[at + x] = bytes[pairs + 2 * x]!;
        v.data[at + x] = bytes[pairs + 2 * x + 1]!;
      }
    }
  }

  /** Opaque, ten-bit, rotated or unknown frames: the browser converts them, with their colour space. */
  #readThroughCanvas(frame: VideoFrame): PackedPicture {
    const size = { width: frame.displayWidth, height: frame.displayHeight };
    const pixels = this.#canvas.pixelsOf(frame, size);
    const picture = this.#backFor(size);
    packedToPicture(pixels, size.width * 4, 'rgba', picture);
    return picture;
  }

  #toProgramSpace(picture: PackedPicture, space: YuvSpace): void {
    if (isSameSpace(space, PROGRAM_SPACE)) return;
    if (!this.#tables || !isSameSpace(this.#tables.space, space)) {
      this.#tables = { space, tables: spaceTables(space) };
    }
    convertSpace(picture, this.#tables.tables);
  }

  #backFor({ width, height }: Size): PackedPicture {
    const back = this.#back;
    return back?.width === width && back.height === height ? back : newPicture(width, height);
  }

  #packedBytes(length: number): Uint8Array {
    if (this.#packed.length !== length) this.#packed = new Uint8Array(length);
    return this.#packed;
  }
}

/** One canvas for all sources that need the browser's own conversion. */
export class ConversionCanvas {
  #context: OffscreenCanvasRenderingContext2D | null = null;

  pixelsOf(frame: VideoFrame, { width, height }: Size): Uint8ClampedArray {
    const canvas = this.#context?.canvas;
    if (canvas?.width !== width || canvas.height !== height) {
      this.#context = new OffscreenCanvas(width, height).getContext('2d', { willReadFrequently: true });
    }
    if (!this.#context) throw new Error('This browser gives workers no 2D canvas.');
    this.#context.drawImage(frame, 0, 0, width, height);
    return this.#context.getImageData(0, 0, width, height).data;
  }
}

interface Size {
  width: number;
  height: number;
}

type DirectKind = 'i420' | 'i420a' | 'nv12' | 'rgba' | 'bgra';

const FORMAT_KINDS: Readonly<Record<string, DirectKind>> = {
  I420: 'i420',
  I420A: 'i420a',
  NV12: 'nv12',
  RGBA: 'rgba',
  RGBX: 'rgba',
  BGRA: 'bgra',
  BGRX: 'bgra',
};

/** Frames without a matrix are taken for BT.709, as every browser does when it draws them. */
function spaceOf(colorSpace: VideoColorSpace): YuvSpace {
  return { matrix: MATRICES[colorSpace.matrix ?? ''] ?? 'bt709', fullRange: colorSpace.fullRange ?? false };
}

const MATRICES: Readonly<Record<string, YuvSpace['matrix']>> = {
  bt709: 'bt709',
  bt470bg: 'bt601',
  smpte170m: 'bt601',
  'bt2020-ncl': 'bt2020',
};
