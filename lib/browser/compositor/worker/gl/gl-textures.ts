import type { FrameShelf } from '../frame-shelf';
import type { Raster } from '../raster';

/** As many as the rasterizer keeps; older ones are uploaded again. */
const RASTER_TEXTURES_MAX = 160;

export interface Picture {
  texture: WebGLTexture;
  width: number;
  height: number;
}

interface VideoTexture extends Picture {
  /** What is in the texture. */
  frame: VideoFrame;
  hasLevels: boolean;
}

/** Brings frames and rasters to the card, each once, when they are first drawn. */
export class GlTextures {
  readonly #gl: WebGL2RenderingContext;
  readonly #shelf: FrameShelf;
  readonly #videos = new Map<string, VideoTexture>();
  /** In order of last use. Rasters never change. */
  readonly #rasters = new Map<Raster, Picture>();

  constructor(gl: WebGL2RenderingContext, shelf: FrameShelf) {
    this.#gl = gl;
    this.#shelf = shelf;
  }

  /**
   * The newest frame of a feed.
   * @param withLevels - halved copies too, for drawing at less than half its size.
   */
  videoOf(feedId: string, withLevels: (picture: Picture) => boolean): Picture | undefined {
    const frame = this.#shelf.get(feedId);
    if (!frame || frame.displayWidth === 0) return undefined;
    const gl = this.#gl;
    let video = this.#videos.get(feedId);
    if (video?.frame !== frame) {
      const texture = video?.texture ?? gl.createTexture();
      gl.bindTexture(gl.TEXTURE_2D, texture);
      // Decoders of transparent clips do not premultiply; every other frame is opaque.
      gl.pixelStorei(gl.UNPACK_PREMULTIPLY_ALPHA_WEBGL, frame.format === 'I420A');
      gl.texImage2D(gl.TEXTURE_2D, 0, gl.RGBA, gl.RGBA, gl.UNSIGNED_BYTE, frame);
      video = { texture, frame, hasLevels: false, width: frame.displayWidth, height: frame.displayHeight };
      this.#videos.set(feedId, video);
    } else gl.bindTexture(gl.TEXTURE_2D, video.texture);
    if (!video.hasLevels && withLevels(video)) {
      gl.generateMipmap(gl.TEXTURE_2D);
      video.hasLevels = true;
    }
    return video;
  }

  rasterOf(raster: Raster): Picture {
    const gl = this.#gl;
    const kept = this.#rasters.get(raster);
    const picture = kept ?? { texture: gl.createTexture(), width: raster.width, height: raster.height };
    gl.bindTexture(gl.TEXTURE_2D, picture.texture);
    if (!kept) {
      gl.pixelStorei(gl.UNPACK_PREMULTIPLY_ALPHA_WEBGL, true);
      gl.texImage2D(gl.TEXTURE_2D, 0, gl.RGBA, gl.RGBA, gl.UNSIGNED_BYTE, raster.canvas);
    }
    this.#rasters.delete(raster);
    this.#rasters.set(raster, picture);
    for (const [oldest, { texture }] of this.#rasters) {
      if (this.#rasters.size <= RASTER_TEXTURES_MAX) break;
      gl.deleteTexture(texture);
      this.#rasters.delete(oldest);
    }
    return picture;
  }

  forget(feedId: string): void {
    const video = this.#videos.get(feedId);
    if (video) this.#gl.deleteTexture(video.texture);
    this.#videos.delete(feedId);
  }
}
