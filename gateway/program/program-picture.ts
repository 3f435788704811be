import type { ProgramPictureStatus } from '@/lib/core/contract/gateway-control';
import { avcFrameTag } from '@/gateway/core/flv/flv-tags';
import { avcDecoderConfiguration } from '@/gateway/core/h264/avcc';
import { blackPicture } from '@/gateway/core/h264/black-picture';
import { HeldPicture } from '@/gateway/core/h264/held-picture';
import { PictureFiller } from '@/gateway/core/h264/picture-filler';
import { parseSps } from '@/gateway/core/h264/sps';
import type { Fill } from '@/gateway/core/slate/plan-fill';
import { HOLD_AFTER_MS, planFill } from '@/gateway/core/slate/plan-fill';
import type { Slate } from '@/gateway/core/slate/read-slate';
import type { ProgramVideo, VideoConfig } from './program-media';

/** The program's pictures, without a gap: those of the source, and what stands in for them while it sends none. */
export interface Picture {
  timeMs: number;
  isKeyframe: boolean;
  nals: readonly Uint8Array[];
  config: VideoConfig;
}

interface StandIn {
  nals: readonly Uint8Array[];
  config: VideoConfig;
}

/** Of a program that begins with sound and has no slate: what the studio's slates have, and every platform takes. */
const BLACK_SIZE = { width: 1280, height: 720 } as const;

export class ProgramPicture {
  readonly #emitVideo: (frame: ProgramVideo, isStandIn: boolean) => void;
  readonly #filler = new PictureFiller();
  #fillerConfig: VideoConfig | null = null;
  /** Of the source. */
  #keyframe: Picture | null = null;
  readonly #held = new HeldPicture();
  #slate: StandIn | null = null;
  /** Made when it is needed; of the program's size. */
  #black: StandIn | null = null;
  #isSlateShown = false;
  /** The source has sound only, so far: the slate is its picture, or black. */
  #isPictureless = false;
  /** From a key frame that was not the source's until the source's next: what goes out refers to nothing of it. */
  #standsIn = false;
  /** A key frame that was not the source's replaced the references: its deltas cannot be shown. */
  #waitsForKeyframe = true;
  /** On the program's timeline, which a source whose delay grew lags behind. */
  #lastMs = 0;
  /** When pictures went out: gaps are told by these (TL8). */
  #shownAtMs = 0;
  #sourceAtMs = 0;
  #keyframeAtMs = 0;
  /** Pictures that were not the source's. */
  filled = 0;

  /** @param emitVideo - `isStandIn`: whoever has the source's own packets has not got this. */
  constructor(emitVideo: (frame: ProgramVideo, isStandIn: boolean) => void) {
    this.#emitVideo = emitVideo;
  }

  /** True once there is a program to send; it stays true through gaps, which are filled. */
  get hasStarted(): boolean {
    return this.#keyframe !== null;
  }

  get lastMs(): number {
    return this.#lastMs;
  }

  get waitsForKeyframe(): boolean {
    return this.#waitsForKeyframe;
  }

  /** Shown from the next gap on; one that stands now is replaced at its next key frame. */
  useSlate(slate: Slate | null): void {
    const config = slate === null ? null : videoConfigOf(slate.sps, slate.pps);
    this.#slate = slate === null || config === null ? null : { nals: slate.nals, config };
  }

  /** Another source begins, with the key frame that comes next. */
  expectKeyframe(): void {
    this.#waitsForKeyframe = true;
  }

  /** A source begins that has no picture: the slate or black, at once, until a key frame comes. */
  goWithoutPicture(nowMs: number): void {
    this.expectKeyframe();
    this.#isPictureless = true;
    // The slate is due.
    this.#sourceAtMs = -Infinity;
    if (this.#keyframe !== null) return;
    const standIn = this.#slate ?? this.#blackOf(BLACK_SIZE);
    this.#keyframe = { ...standIn, timeMs: nowMs, isKeyframe: true };
    this.#isSlateShown = true;
    this.#standsIn = true;
    this.#emit(this.#keyframe, nowMs);
  }

  /** Null before the first key frame. */
  get size(): { width: number; height: number } | null {
    return this.#keyframe?.config ?? null;
  }

  /** A picture of the source. Deltas are dropped as long as they refer to what was not shown. */
  show(picture: Picture, nowMs: number): void {
    if (this.#waitsForKeyframe && !picture.isKeyframe) return;
    this.#waitsForKeyframe = false;
    this.#isSlateShown = false;
    this.#isPictureless = false;
    this.#standsIn = false;
    if (picture.isKeyframe) this.#keyframe = { ...picture, nals: this.#held.hold(picture.nals) };
    // A late picture lands behind the ones that stood in for it.
    const timeMs = Math.max(picture.timeMs, this.#lastMs + 1);
    this.#sourceAtMs = nowMs;
    this.#emit({ ...picture, timeMs }, nowMs);
  }

  /** Call every 50 ms. @param lastHeardMs - of any packet of the source; -Infinity without one. @returns what was due. */
  tick(nowMs: number, lastHeardMs: number): Fill {
    const keyframe = this.#keyframe;
    if (keyframe === null || nowMs - this.#shownAtMs < HOLD_AFTER_MS) return 'nothing';
    const slate = this.#usableSlate();
    const due = planFill({
      nowMs,
      lastPictureMs: this.#shownAtMs,
      lastSourcePictureMs: this.#sourceAtMs,
      lastKeyframeMs: this.#keyframeAtMs,
      lastHeardMs,
      canFill: this.#filler.canFill,
      hasSlate: slate !== null,
      isSlateShown: this.#isSlateShown,
    });
    if (due === 'nothing') return due;
    this.filled += 1;
    const timeMs = this.#lastMs + nowMs - this.#shownAtMs;
    if (due === 'filler') return this.#fill(timeMs, nowMs);
    this.#waitsForKeyframe = true;
    this.#standsIn = true;
    this.#isSlateShown = due === 'slate' && slate !== null;
    const shown = this.#isSlateShown ? slate : keyframe;
    this.#emit({ ...(shown ?? keyframe), timeMs, isKeyframe: true }, nowMs);
    return due;
  }

  status(nowMs: number): ProgramPictureStatus {
    if (this.#keyframe === null) return 'none';
    if (this.#isSlateShown) return 'slate';
    return nowMs - this.#sourceAtMs > HELD_AFTER_MS ? 'held' : 'source';
  }

  /** A slate of another size would change the program's: platforms show garbage for minutes then. */
  #usableSlate(): StandIn | null {
    const size = this.#keyframe?.config;
    if (size === undefined) return null;
    if (isOfSize(this.#slate, size)) return this.#slate;
    return this.#isPictureless ? this.#blackOf(size) : null;
  }

  #blackOf(size: { width: number; height: number }): StandIn {
    if (isOfSize(this.#black, size)) return this.#black;
    const { sps, pps, idr } = blackPicture(size.width, size.height);
    const avc = avcDecoderConfiguration(sps, pps);
    const { width, height } = size;
    return (this.#black = { nals: [idr], config: { sps, pps, width, height, avcDecoderConfiguration: avc } });
  }

  #fill(timeMs: number, nowMs: number): Fill {
    const nal = this.#filler.fill();
    const config = this.#fillerConfig;
    if (nal === null || config === null) return 'nothing';
    this.#lastMs = timeMs;
    this.#shownAtMs = nowMs;
    const frame = { timeMs, isKeyframe: false, flvTag: avcFrameTag([nal], false), config };
    this.#emitVideo(frame, this.#standsIn);
    return 'filler';
  }

  #emit({ timeMs, isKeyframe, nals, config }: Picture, nowMs: number): void {
    if (config !== this.#fillerConfig) {
      this.#fillerConfig = config;
      this.#filler.use(config.sps, config.pps);
    }
    this.#lastMs = timeMs;
    this.#shownAtMs = nowMs;
    if (isKeyframe) this.#keyframeAtMs = nowMs;
    const flvTag = avcFrameTag(this.#filler.pass(nals), isKeyframe);
    this.#emitVideo({ timeMs, isKeyframe, flvTag, config }, this.#standsIn);
  }
}

/** From when on the status tells of a gap. A hiccup is nobody's business. */
const HELD_AFTER_MS = 1_000;

function isOfSize(standIn: StandIn | null, size: { width: number; height: number }): standIn is StandIn {
  return standIn?.config.width === size.width && standIn.config.height === size.height;
}

/** @returns null when the SPS is malformed. */
export function videoConfigOf(sps: Uint8Array, pps: Uint8Array): VideoConfig | null {
  const facts = parseSps(sps);
  if (facts === null) return null;
  const copy = { sps: Buffer.from(sps), pps: Buffer.from(pps) };
  const { width, height } = facts;
  return { ...copy, width, height, avcDecoderConfiguration: avcDecoderConfiguration(copy.sps, copy.pps) };
}
