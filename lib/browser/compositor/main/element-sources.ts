import type { SourcePicture } from '../worker/messages';

interface ElementSource {
  video: HTMLVideoElement;
  track: MediaStreamTrack;
  /** A picture came that nobody took yet. */
  isFresh: boolean;
  /** The element has told of a picture at least once, so that silence means there is none. */
  tells: boolean;
}

/**
 * Plays tracks in elements that nobody sees, for browsers that give scripts no frames of a track: pictures are taken when
 * the worker asks for them.
 */
export class ElementSources {
  readonly #sources = new Map<string, ElementSource>();

  add(feedId: string, track: MediaStreamTrack): void {
    this.remove(feedId);
    const video = document.createElement('video');
    video.muted = true;
    video.playsInline = true;
    video.srcObject = new MediaStream([track]);
    const source: ElementSource = { video, track, isFresh: true, tells: false };
    this.#sources.set(feedId, source);
    if ('requestVideoFrameCallback' in video) this.#listen(feedId, source);
    // A silent video may always play; a track that ends at once rejects, and has no pictures to give.
    video.play().catch(() => undefined);
  }

  remove(feedId: string): void {
    const source = this.#sources.get(feedId);
    this.#sources.delete(feedId);
    if (source) source.video.srcObject = null;
  }

  /** The pictures that are new since the last call; whoever gets them closes them. */
  take(): SourcePicture[] {
    const pictures: SourcePicture[] = [];
    for (const [feedId, source] of this.#sources) {
      const frame = isNew(source) ? pictureOf(source.video) : null;
      source.isFresh = false;
      if (frame) pictures.push({ feedId, frame });
    }
    return pictures;
  }

  close(): void {
    for (const feedId of [...this.#sources.keys()]) this.remove(feedId);
  }

  #listen(feedId: string, source: ElementSource): void {
    source.video.requestVideoFrameCallback(() => {
      source.isFresh = true;
      source.tells = true;
      if (this.#sources.get(feedId) === source) this.#listen(feedId, source);
    });
  }
}

/** In a hidden page no element tells of its pictures: there each one counts, until the sender stops. */
function isNew({ video, track, isFresh, tells }: ElementSource): boolean {
  if (track.muted || track.readyState !== 'live') return false;
  if (video.readyState < HTMLMediaElement.HAVE_CURRENT_DATA || video.videoWidth === 0) return false;
  return isFresh || !tells || document.hidden;
}

function pictureOf(video: HTMLVideoElement): VideoFrame | null {
  try {
    return new VideoFrame(video, { timestamp: Math.round(performance.now() * 1_000) });
  } catch {
    /* The element has no picture at this very moment, as while its track changes size: the next one counts. */
    return null;
  }
}
