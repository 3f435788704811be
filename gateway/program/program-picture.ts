import type { ProgramPictureStatus } from '@/lib/core/contract/gateway-control';
import { avcFrameTag } from '@/gateway/core/flv/flv-tags';
import { avcDecoderConfiguration } from '@/gateway/core/h264/avcc';
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

export class ProgramPicture {
  readonly #emitVideo: (frame: ProgramVideo) => void;
  readonly #filler = new PictureFiller();
  #fillerConfig: VideoConfig | null = null;
  /** Of the source. */
  #keyframe: Picture | null = null;
  #slate: { nals: readonly Uint8Array[]; config: VideoConfig } | null = null;
  #isSlateShown = false;
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

  constructor(emitVideo: (frame: ProgramVideo) => void) {
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

  /** A picture of the source. Deltas are dropped as long as they refer to what was not shown. */
  show(picture: Picture, nowMs: number): void {
    if (this.#waitsForKeyframe && !picture.isKeyframe) return;
    this.#waitsForKeyframe = false;
    this.#isSlateShown = false;
    if (picture.isKeyframe) this.#keyframe = picture;
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
  #usableSlate(): { nals: readonly Uint8Array[]; config: VideoConfig } | null {
    const { width, height } = this.#keyframe?.config ?? {};
    return this.#slate?.config.width === width && this.#slate?.config.height === height ? this.#slate : null;
  }

  #fill(timeMs: number, nowMs: number): Fill {
    const nal = this.#filler.fill();
    const config = this.#fillerConfig;
    if (nal === null || config === null) return 'nothing';
    this.#lastMs = timeMs;
    this.#shownAtMs = nowMs;
    this.#emitVideo({ timeMs, isKeyframe: false, flvTag: avcFrameTag([nal], false), config });
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
    this.#emitVideo({ timeMs, isKeyframe, flvTag, config });
  }
}

/** From when on the status tells of a gap. A hiccup is nobody's business. */
const HELD_AFTER_MS = 1_000;

/** @returns null when the SPS is malformed. */
export function videoConfigOf(sps: Uint8Array, pps: Uint8Array): VideoConfig | null {
  const facts = parseSps(sps);
  if (facts === null) return null;
  const copy = { sps: Buffer.from(sps), pps: Buffer.from(pps) };
  const { width, height } = facts;
  return { ...copy, width, height, avcDecoderConfiguration: avcDecoderConfiguration(copy.sps, copy.pps) };
}
