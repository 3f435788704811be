import type { ProgramScene } from '@/lib/core/contract/scene-document';
import type { Shedding } from '@/lib/core/contract/shedding';
import type { BrokenMedia } from './clips/broken-media';
import type { CanvasSize } from '@/lib/core/layout/placement';
import type { RasterWarning } from './rasterizer';
import type { OutputName } from './renderer';

/** The only crossing between the page and the compositor worker. Puts are complete and idempotent; no diffs. */
export type ToCompositor =
  | {
      type: 'init';
      width: number;
      height: number;
      fps: number;
      preview: CanvasSize;
      outputs: OutputsInit;
      renderer: RendererName | 'probe';
    }
  /** Asks for `tracks`, before `init`. */
  | { type: 'tracks.make' }
  | { type: 'source.add'; feedId: string; from: SourceInput }
  | { type: 'source.remove'; feedId: string }
  /** The answer to `pictures.ask`: what is new since the last one. */
  | { type: 'pictures'; pictures: readonly SourcePicture[] }
  /** The answer to `frame`. */
  | { type: 'frame.shown'; output: OutputName }
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
  /** The first message of all. */
  | { type: 'facts'; facts: WorkerFacts }
  | { type: 'tracks'; program: MediaStreamTrack; monitor: MediaStreamTrack; preview: MediaStreamTrack }
  | { type: 'pictures.ask' }
  | { type: 'frame'; output: OutputName; frame: VideoFrame }
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

/** What a worker of this browser can do with tracks. */
export interface WorkerFacts {
  /** MediaStreamTrackProcessor. */
  opensTracks: boolean;
  /** VideoTrackGenerator, and its track may leave the worker. */
  makesTracks: boolean;
}

/** Where frames go. */
export type OutputsInit =
  | {
      kind: 'streams';
      /** Of the program track's generator. */
      program: WritableStream<VideoFrame>;
      /** Of the track that the studio page shows: the same frames, fewer of them where the page is painted in software. */
      monitor: WritableStream<VideoFrame>;
      /** Of the preview track. */
      preview: WritableStream<VideoFrame>;
    }
  /** Into the tracks that `tracks.make` made. */
  | { kind: 'own' }
  /** To the page, in `frame`. */
  | { kind: 'page' };

/** Where a source's frames come from. */
export type SourceInput =
  | { kind: 'stream'; readable: ReadableStream<VideoFrame> }
  | { kind: 'track'; track: MediaStreamTrack }
  /** The page's pictures of that feed. */
  | { kind: 'page' };

export interface SourcePicture {
  feedId: string;
  frame: VideoFrame;
}

/** A font is missing for all texts at once. */
export type CompositorWarning =
  | RasterWarning
  | { graphicId: null; reason: 'font-missing' }
  | ({ graphicId: null; reason: 'broken-media' } & BrokenMedia);

export type RendererName = 'i420' | 'canvas2d' | 'webgl2';

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
  /** From its pictures' arrival here until a program picture shows them, on average; null while it is not on program. ms. */
  delayMs: number | null;
}
