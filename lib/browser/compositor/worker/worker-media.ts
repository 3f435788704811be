/// <reference types="dom-mediacapture-transform" />
import { closingStream } from './closing-stream';
import type { WorkerFacts } from './messages';

/** https://w3c.github.io/mediacapture-transform/#video-track-generator: Safari's, in workers only. */
interface VideoTrackGenerator {
  readonly writable: WritableStream<VideoFrame>;
  readonly track: MediaStreamTrack;
}
interface WorkerMedia {
  MediaStreamTrackProcessor?: typeof MediaStreamTrackProcessor;
  VideoTrackGenerator?: new () => VideoTrackGenerator;
}

/** What this worker can do with tracks. @param scope - its global object. */
export function readWorkerFacts(scope: WorkerMedia): WorkerFacts {
  return {
    opensTracks: scope.MediaStreamTrackProcessor !== undefined,
    makesTracks: scope.VideoTrackGenerator !== undefined && canTransferTrack(scope.VideoTrackGenerator),
  };
}

/** A generator is of use only where its track may leave the worker; nothing but trying tells. */
function canTransferTrack(Generator: new () => VideoTrackGenerator): boolean {
  const { port1, port2 } = new MessageChannel();
  const { track } = new Generator();
  try {
    port1.postMessage(track, [track as unknown as Transferable]);
    return true;
  } catch {
    return false;
  } finally {
    port1.close();
    port2.close();
  }
}

/**
 * The frames of a track that was transferred here. Cancelling the stream stops the track: nobody else has it, and a camera
 * would stay on. @throws where `readWorkerFacts` says it cannot.
 */
export function openTrack(scope: WorkerMedia, track: MediaStreamTrack): ReadableStream<VideoFrame> {
  if (!scope.MediaStreamTrackProcessor) throw new Error('This worker opens no tracks.');
  // One frame waiting at most: an old picture is worth nothing on air.
  const init = { track: track as MediaStreamVideoTrack, maxBufferSize: 1 };
  return closingStream(new scope.MediaStreamTrackProcessor(init).readable, () => track.stop());
}

/** @throws where `readWorkerFacts` says it cannot. */
export function makeTrack(scope: WorkerMedia): VideoTrackGenerator {
  if (!scope.VideoTrackGenerator) throw new Error('This worker makes no tracks.');
  return new scope.VideoTrackGenerator();
}
