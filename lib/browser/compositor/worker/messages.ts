import type { ProgramScene } from '@/lib/core/contract/scene-document';
import type { BrokenMedia } from './clips/broken-media';
import type { RasterWarning } from './rasterizer';

/** The only crossing between the page and the compositor worker. Puts are complete and idempotent; no diffs. */
export type ToCompositor =
  | {
      type: 'init';
      width: number;
      height: number;
      fps: number;
      /** Of the program track's MediaStreamTrackGenerator. */
      writable: WritableStream<VideoFrame>;
      /** Of the track that the studio page shows: the same frames, fewer of them where the page is painted in software. */
      monitor: WritableStream<VideoFrame>;
      /** Of the preview track. */
      preview: WritableStream<VideoFrame>;
      renderer: RendererName | 'probe';
    }
  | { type: 'source.add'; feedId: string; readable: ReadableStream<VideoFrame> }
  | { type: 'source.remove'; feedId: string }
  | { type: 'scene.put'; scene: ProgramScene }
  /** null: nobody looks at the preview. */
  | { type: 'preview.put'; scene: ProgramScene | null }
  /** Server time minus `performance.timeOrigin + performance.now()`. */
  | { type: 'clock'; serverMinusPerformanceMs: number }
  /** How many frames a second to draw, from now on. */
  | { type: 'rate'; fps: number }
  | { type: 'thumbnail'; requestId: number; scene: ProgramScene; width: number }
  /** The newest pictures of these feeds on one sheet, one below the other. */
  | { type: 'tray'; requestId: number; feedIds: readonly string[]; width: number; height: number }
  | { type: 'close' };

export type FromCompositor =
  | { type: 'ready'; renderer: RendererName }
  /** The first frame has been handed to the program track. */
  | { type: 'painted' }
  | { type: 'stats'; stats: CompositorStats }
  /** bitmap null: it could not be drawn; why is in `error`. */
  | { type: 'thumbnail'; requestId: number; bitmap: ImageBitmap | null; error: string }
  /** bitmap null: none of the feeds has a picture yet. */
  | { type: 'tray'; requestId: number; bitmap: ImageBitmap | null; feedIds: readonly string[] }
  /** Something is not drawn as it was meant; the program goes on. */
  | { type: 'warning'; warning: CompositorWarning }
  | { type: 'failed'; error: string };

/** A font is missing for all texts at once. */
export type CompositorWarning =
  | RasterWarning
  | { graphicId: null; reason: 'font-missing' }
  | ({ graphicId: null; reason: 'broken-media' } & BrokenMedia);

export type RendererName = 'i420' | 'canvas2d' | 'webgl2';

/**
 * What is given up because this machine cannot draw it all; each step includes those before it. preview: three
 * pictures a second instead of 15. transitions: scenes cut and feeds jump. rate-25, rate-20: so many program frames a
 * second.
 */
export type Shedding = 'nothing' | 'preview' | 'transitions' | 'rate-25' | 'rate-20';

export interface CompositorStats {
  renderer: RendererName;
  fps: number;
  /** Time to draw one frame and make it a VideoFrame, over the last second. */
  frameMsP50: number;
  frameMsP95: number;
  /** Frames drawn but not taken by the program track, since start. */
  framesDropped: number;
  /** Ticks that came too late to be drawn at all, since start. */
  framesMissed: number;
  sources: Record<string, SourceStats>;
  /** Feeds on program, those of a scene that is leaving among them. */
  placements: StatsPlacement[];
  /** Feeds of the previewed scene, as large as they would be on program; empty while the preview is shed. */
  previewPlacements: StatsPlacement[];
  shedding: Shedding;
}

export interface StatsPlacement {
  feedId: string;
  x: number;
  y: number;
  width: number;
  height: number;
}

export interface SourceStats {
  /** stale: no frame for STALE_AFTER_MS although the track is attached. ended: the track is gone; its last frame may be held. */
  status: 'live' | 'stale' | 'ended';
  width: number;
  height: number;
}
