import type { Shedding } from '@/lib/core/contract/shedding';

/** How loaded the last seconds were, and what is given up for it. */
export interface Load {
  shedding: Shedding;
  /** Seconds in a row that asked for less, and that would have allowed more. */
  hotSeconds: number;
  calmSeconds: number;
}

/** One second of drawing. */
export interface LoadSample {
  frameMsP95: number;
  /** Frames a second that are asked for now. */
  fps: number;
  /** Of the frames that were due: too late to be drawn. */
  missedShare: number;
}

export const NO_LOAD: Load = { shedding: 'nothing', hotSeconds: 0, calmSeconds: 0 };

/** One slow second is a hiccup of the machine; three are its pace. */
const HOT_SECONDS = 3;
/** Long, so that a machine at its limit does not go to and fro before the viewers' eyes. */
const CALM_SECONDS = 10;
/** Of the time between two frames, below which the last thing given up is taken back. */
const CALM_SHARE = 0.45;
const CALM_MISSED_SHARE = 0.01;

/** In the order of giving up, with what each step is asked for at: a share of the time between two frames, and of frames missed. */
const STEPS = [
  { shedding: 'nothing', hotShare: 0.6, missedShare: 0.1 },
  { shedding: 'preview', hotShare: 0.65, missedShare: 0.1 },
  // Seen, but less than a scene that jumps: reading and scaling pictures is most of what a frame costs, and decoding them
  // takes as much of the machine again.
  { shedding: 'layers', hotShare: 0.75, missedShare: 0.1 },
  // The program's own rate only when it is not met anyway: 20 of 30 frames at even distances beat 24 at uneven ones.
  { shedding: 'transitions', hotShare: 0.95, missedShare: 0.15 },
  { shedding: 'rate-25', hotShare: 0.95, missedShare: 0.15 },
  { shedding: 'rate-20', hotShare: Infinity, missedShare: Infinity },
] as const satisfies readonly { shedding: Shedding; hotShare: number; missedShare: number }[];

/** Decides once a second what to give up or take back: one step at a time. Pure. */
export function nextLoad(load: Load, { frameMsP95, fps, missedShare }: LoadSample): Load {
  const at = STEPS.findIndex(({ shedding }) => shedding === load.shedding);
  const step = STEPS[at] ?? STEPS[0];
  const share = (frameMsP95 * fps) / 1000;
  const isHot = share > step.hotShare || missedShare > step.missedShare;
  const isCalm = share < CALM_SHARE && missedShare < CALM_MISSED_SHARE;
  const hotSeconds = isHot ? load.hotSeconds + 1 : 0;
  const calmSeconds = isCalm ? load.calmSeconds + 1 : 0;
  if (hotSeconds >= HOT_SECONDS) return { ...NO_LOAD, shedding: STEPS[at + 1]?.shedding ?? step.shedding };
  if (calmSeconds >= CALM_SECONDS) return { ...NO_LOAD, shedding: STEPS[at - 1]?.shedding ?? step.shedding };
  return { shedding: load.shedding, hotSeconds, calmSeconds };
}

/** The most frames a second that are drawn now. */
export function rateMaxOf(shedding: Shedding): number {
  if (shedding === 'rate-25') return 25;
  return shedding === 'rate-20' ? 20 : Infinity;
}

/** Whether scenes fade and feeds glide. */
export function mayMove(shedding: Shedding): boolean {
  return shedding === 'nothing' || shedding === 'preview' || shedding === 'layers';
}

/** How large pictures are asked for, as a share of their tile's sides. */
export function layerShareOf(shedding: Shedding): number {
  return shedding === 'nothing' || shedding === 'preview' ? 1 : 0.5;
}
