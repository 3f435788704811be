/**
 * What the program shows while its source sends nothing. Pure: asked every few milliseconds, answers with the one
 * picture that is due. The rules CT1 to CT8 are in gateway/core/timeline/SPEC.md.
 */
export interface GapFacts {
  nowMs: number;
  /** Of the last picture that went out, whatever it was. */
  lastPictureMs: number;
  /** Of the last picture of the source that went out. */
  lastSourcePictureMs: number;
  /** Of the last key frame that went out. */
  lastKeyframeMs: number;
  /** Anything at all of the source: sound counts. -Infinity without a source. */
  lastHeardMs: number;
  /** The stream takes pictures that leave its references alone (gateway/core/h264/picture-filler). */
  canFill: boolean;
  /** A slate of the program's size was uploaded. */
  hasSlate: boolean;
  isSlateShown: boolean;
}

export type Fill =
  | 'nothing'
  /** The picture before, again; the source may go on with its next delta frame. */
  | 'filler'
  /** The last key frame, again: the source must send one before anything else of it can be shown. */
  | 'keyframe'
  | 'slate';

/** A picture is due so long after the one before. With the caller's 50 ms between questions viewers wait 250 ms at most. */
export const HOLD_AFTER_MS = 200;
/** "After 5 s without source": long enough for a reload of the studio page. */
export const SLATE_AFTER_MS = 5_000;
/** Players and segmenters join at key frames: one every 2 s, as when the source sends. */
const KEYFRAME_INTERVAL_MS = 2_000;
/** A hiccup of the source up to this long costs no key frame. With the interval: 3.8 s between two at worst. */
const HICCUP_MS = 1_500;

export function planFill(facts: GapFacts): Fill {
  const { nowMs } = facts;
  if (nowMs - facts.lastPictureMs < HOLD_AFTER_MS) return 'nothing';
  const silentMs = nowMs - facts.lastSourcePictureMs;
  if (facts.hasSlate && !facts.isSlateShown && silentMs >= SLATE_AFTER_MS) return 'slate';
  const isKeyframeDue = nowMs - facts.lastKeyframeMs >= KEYFRAME_INTERVAL_MS && silentMs >= HICCUP_MS;
  const again = facts.isSlateShown ? 'slate' : 'keyframe';
  if (isKeyframeDue) return again;
  if (facts.canFill) return 'filler';
  // Without fillers a repeated key frame is the only picture there is. It costs a round trip for the next one when
  // the source goes on, so a source that is still heard gets the hiccup's time.
  const isGone = nowMs - facts.lastHeardMs >= HOLD_AFTER_MS;
  return facts.isSlateShown || isGone || silentMs >= HICCUP_MS ? again : 'nothing';
}
