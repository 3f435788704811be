import { TrackClock } from './track-clock';

/**
 * Places the frames of one publishing session on the program timeline: milliseconds since the program began,
 * continuous and never backwards over source changes. Audio sets the pace; video is slewed to it once both
 * tracks have sent a sender report.
 */
export class SessionTimeline {
  readonly audio = new TrackClock(48_000);
  readonly video = new TrackClock(90_000);
  #audioOffsetMs: number | null = null;
  #videoOffsetMs: number | null = null;
  #videoTargetMs: number | null = null;
  #lastVideoMs: number;

  /** @param floorMs - the program's last video timestamp: nothing of this session lands at or before it. */
  constructor(floorMs: number) {
    this.#lastVideoMs = floorMs;
  }

  /** @param arrivalMs - program time of arrival, which places the session's first audio packet. */
  placeAudio(rtpTimestamp: number, arrivalMs: number): number {
    const mediaMs = this.audio.mediaMs(rtpTimestamp);
    this.#audioOffsetMs ??= arrivalMs - mediaMs;
    if (isJump(mediaMs + this.#audioOffsetMs, arrivalMs)) this.#audioOffsetMs = arrivalMs - mediaMs;
    return mediaMs + this.#audioOffsetMs;
  }

  placeVideo(rtpTimestamp: number, arrivalMs: number): number {
    const mediaMs = this.video.mediaMs(rtpTimestamp);
    this.#videoOffsetMs ??= arrivalMs - mediaMs;
    if (isJump(mediaMs + this.#videoOffsetMs, arrivalMs)) {
      this.#videoOffsetMs = arrivalMs - mediaMs;
      this.#videoTargetMs = null;
    }
    this.#videoTargetMs ??= this.#lipSyncOffset();
    if (this.#videoTargetMs !== null) {
      // 4 ms a frame is 12 % of a frame at 30 fps: invisible, and 100 ms are corrected in under a second.
      const errorMs = this.#videoTargetMs - this.#videoOffsetMs;
      this.#videoOffsetMs += Math.max(-SLEW_MS_PER_FRAME, Math.min(SLEW_MS_PER_FRAME, errorMs));
    }
    const placedMs = mediaMs + this.#videoOffsetMs;
    this.#lastVideoMs = Math.max(placedMs, this.#lastVideoMs + 1);
    return this.#lastVideoMs;
  }

  /** Error between the tracks as measured by sender reports: video minus audio, in ms. @returns null before both reported. */
  get skewMs(): number | null {
    const target = this.#lipSyncOffset();
    return target === null || this.#videoOffsetMs === null ? null : this.#videoOffsetMs - target;
  }

  /** The video offset at which equal sender wall clock means equal program time. */
  #lipSyncOffset(): number | null {
    if (this.#audioOffsetMs === null) return null;
    const audioNtpAtZero = this.audio.ntpMs(0);
    const videoNtpAtZero = this.video.ntpMs(0);
    if (audioNtpAtZero === null || videoNtpAtZero === null) return null;
    const offset = this.#audioOffsetMs + videoNtpAtZero - audioNtpAtZero;
    // A sender whose reports disagree by seconds has no common clock; arrival times are the better guess.
    if (this.#videoOffsetMs !== null && Math.abs(offset - this.#videoOffsetMs) > SKEW_BELIEVED_MS_MAX) return null;
    return offset;
  }
}

const SLEW_MS_PER_FRAME = 4;
const SKEW_BELIEVED_MS_MAX = 2_000;

/** Clocks drift by 50 ppm at most, 4 s a day; a timestamp further off than this is a sender that started over. */
const JUMP_MS = 5_000;

function isJump(placedMs: number, arrivalMs: number): boolean {
  return Math.abs(placedMs - arrivalMs) > JUMP_MS;
}
