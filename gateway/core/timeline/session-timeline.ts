import { ArrivalFloor } from './arrival-floor';
import { TrackClock } from './track-clock';

/**
 * Places the frames of one publishing session on the program timeline: milliseconds since the program began, by the
 * gateway's clock, continuous and never backwards over source changes. Audio sets the pace; video is slewed to it once
 * both tracks have sent a sender report. The rules TL1 to TL8 are in SPEC.md.
 */
export class SessionTimeline {
  #audioClock = new TrackClock(48_000);
  #videoClock = new TrackClock(90_000);
  #audioPlace = new Placement();
  #videoPlace = new Placement();
  #lastAudioArrivalMs = -Infinity;
  #lastVideoMs: number;

  /** @param floorMs - the program's last video timestamp: nothing of this session lands at or before it. */
  constructor(floorMs: number) {
    this.#lastVideoMs = floorMs;
  }

  get audio(): TrackClock {
    return this.#audioClock;
  }

  get video(): TrackClock {
    return this.#videoClock;
  }

  /** Another stream of that kind, with a clock of its own: placed where it arrives, until it reports. */
  restart(kind: 'video' | 'audio'): void {
    if (kind === 'audio') {
      this.#audioClock = new TrackClock(48_000);
      this.#audioPlace = new Placement();
    } else {
      this.#videoClock = new TrackClock(90_000);
      this.#videoPlace = new Placement();
    }
  }

  /** @param arrivalMs - program time of arrival. */
  placeAudio(rtpTimestamp: number, arrivalMs: number): number {
    const mediaMs = this.audio.mediaMs(rtpTimestamp);
    this.#lastAudioArrivalMs = arrivalMs;
    this.#audioPlace.note(mediaMs, arrivalMs);
    this.#audioPlace.slewToArrival(mediaMs);
    return this.#audioPlace.at(mediaMs);
  }

  placeVideo(rtpTimestamp: number, arrivalMs: number): number {
    const mediaMs = this.video.mediaMs(rtpTimestamp);
    this.#videoPlace.note(mediaMs, arrivalMs);
    // Without sound to keep to, pictures keep to their own arrival.
    const isAudioHeard = arrivalMs - this.#lastAudioArrivalMs < AUDIO_AWAY_MS;
    const targetMs = isAudioHeard ? this.#lipSyncOffset() : null;
    if (targetMs === null) this.#videoPlace.slewToArrival(mediaMs);
    else this.#videoPlace.slewTo(targetMs, mediaMs);
    this.#lastVideoMs = Math.max(this.#videoPlace.at(mediaMs), this.#lastVideoMs + 1);
    return this.#lastVideoMs;
  }

  /** Error between the tracks as measured by sender reports: video minus audio, in ms. @returns null before both reported. */
  get skewMs(): number | null {
    const target = this.#lipSyncOffset();
    const offset = this.#videoPlace.offsetMs;
    return target === null || offset === null ? null : offset - target;
  }

  /** What pictures took longer on their way than the quickest of the last seconds, on average; 0 before the first. ms. */
  get videoWaitMs(): number {
    return this.#videoPlace.waitMs;
  }

  /** The video offset at which equal sender wall clock means equal program time. */
  #lipSyncOffset(): number | null {
    const audioOffsetMs = this.#audioPlace.offsetMs;
    const videoOffsetMs = this.#videoPlace.offsetMs;
    const audioNtpAtZero = this.audio.ntpMs(0);
    const videoNtpAtZero = this.video.ntpMs(0);
    if (audioOffsetMs === null || audioNtpAtZero === null || videoNtpAtZero === null) return null;
    const offsetMs = audioOffsetMs + videoNtpAtZero - audioNtpAtZero;
    // A sender whose reports disagree by seconds has no common clock; arrival times are the better guess.
    if (videoOffsetMs !== null && Math.abs(offsetMs - videoOffsetMs) > SKEW_BELIEVED_MS_MAX) return null;
    return offsetMs;
  }
}

/** One track's media time against program time. */
class Placement {
  readonly #floor = new ArrivalFloor();
  #offsetMs: number | null = null;
  #lastMediaMs: number | null = null;
  #waitMs = 0;

  get waitMs(): number {
    return this.#waitMs;
  }

  get offsetMs(): number | null {
    return this.#offsetMs;
  }

  /** The first packet is placed where it arrives; so is one that shows a sender whose clock started over. */
  note(mediaMs: number, arrivalMs: number): void {
    const isJump = this.#offsetMs !== null && Math.abs(mediaMs + this.#offsetMs - arrivalMs) > JUMP_MS;
    if (this.#offsetMs === null || isJump) {
      this.#floor.reset();
      this.#offsetMs = arrivalMs - mediaMs;
      this.#lastMediaMs = mediaMs;
    }
    this.#floor.note(arrivalMs, mediaMs);
    const waitMs = arrivalMs - mediaMs - (this.#floor.ms ?? 0);
    this.#waitMs += (waitMs - this.#waitMs) / WAIT_SMOOTHED_FRAMES;
  }

  at(mediaMs: number): number {
    return mediaMs + (this.#offsetMs ?? 0);
  }

  /** Keeps to the gateway's clock, slowly: sound is stretched by it. */
  slewToArrival(mediaMs: number): void {
    const floorMs = this.#floor.ms;
    const offsetMs = this.#offsetMs;
    const spanMs = Math.max(0, mediaMs - (this.#lastMediaMs ?? mediaMs));
    this.#lastMediaMs = Math.max(mediaMs, this.#lastMediaMs ?? mediaMs);
    if (floorMs === null || offsetMs === null) return;
    const errorMs = floorMs - offsetMs;
    const rate = Math.abs(errorMs) > FAR_MS ? SLEW_RATE_FAR : SLEW_RATE;
    this.#offsetMs = offsetMs + clamp(errorMs, spanMs * rate);
  }

  /** Keeps to the other track: an eighth of the error a frame, and no more than an eye can take. */
  slewTo(targetMs: number, mediaMs: number): void {
    this.#lastMediaMs = mediaMs;
    if (this.#offsetMs !== null) this.#offsetMs += clamp((targetMs - this.#offsetMs) / 8, SLEW_MS_PER_FRAME);
  }
}

/** About a second of pictures. */
const WAIT_SMOOTHED_FRAMES = 30;
/** 4 ms a frame is 12 % of a frame at 30 fps: invisible, and 100 ms are corrected in a second. */
const SLEW_MS_PER_FRAME = 4;
/** Two crystals of 100 ppm and as much again to catch up: 0.05 % of pitch, which nobody hears. */
const SLEW_RATE = 500e-6;
/** The way itself became longer or shorter. 0.5 % of pitch are 9 cents: 100 ms in 20 s. */
const SLEW_RATE_FAR = 5_000e-6;
const FAR_MS = 100;
const SKEW_BELIEVED_MS_MAX = 2_000;
const AUDIO_AWAY_MS = 5_000;
/** Clocks drift by 100 ppm at most, 9 s a day, and are followed; a timestamp further off is a sender that started over. */
const JUMP_MS = 5_000;

function clamp(value: number, limit: number): number {
  return Math.max(-limit, Math.min(limit, value));
}
