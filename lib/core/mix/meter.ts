import { gainToDb, SILENCE_DB } from './decibels';

export interface MeterReading {
  peakDb: number;
  rmsDb: number;
  /** The highest peak of late: stands still for HOLD_MS, then falls. */
  holdDb: number;
  /** How long it has stood there. */
  heldMs: number;
}

/** What a stretch of sound measured: greatest amplitude and mean square. */
export interface SoundLevel {
  peak: number;
  meanSquare: number;
}

export const SILENT_READING: MeterReading = {
  peakDb: SILENCE_DB,
  rmsDb: SILENCE_DB,
  holdDb: SILENCE_DB,
  heldMs: 0,
};

/** IEC 60268-10 type I falls 20 dB in 1.7 s; the eye can follow it and still sees every peak. */
const PEAK_FALL_DB_PER_MS = 20 / 1_700;
/** The loudness bar follows with a 300 ms time constant, as a VU meter does. */
const RMS_TIME_CONSTANT_MS = 300;
/** Long enough to read a number off, short enough to belong to what is said now. */
const HOLD_MS = 1_500;

export function measureSound(samples: Float32Array): SoundLevel {
  let peak = 0;
  let sum = 0;
  for (const sample of samples) {
    const size = Math.abs(sample);
    if (size > peak) peak = size;
    sum += sample * sample;
  }
  return { peak, meanSquare: samples.length === 0 ? 0 : sum / samples.length };
}

/** Peaks rise at once and fall slowly; loudness glides; the hold waits. @param elapsedMs - since `previous`. */
export function nextReading(previous: MeterReading, level: SoundLevel, elapsedMs: number): MeterReading {
  const fallen = Math.max(SILENCE_DB, previous.peakDb - PEAK_FALL_DB_PER_MS * elapsedMs);
  const share = 1 - Math.exp(-elapsedMs / RMS_TIME_CONSTANT_MS);
  const before = 10 ** (previous.rmsDb / 10);
  const rms = Math.sqrt(before + (level.meanSquare - before) * share);
  const peakDb = Math.max(fallen, gainToDb(level.peak));
  return { peakDb, rmsDb: gainToDb(rms), ...nextHold(previous, peakDb, elapsedMs) };
}

function nextHold(
  { holdDb, heldMs }: MeterReading,
  peakDb: number,
  elapsedMs: number,
): Pick<MeterReading, 'holdDb' | 'heldMs'> {
  if (peakDb >= holdDb) return { holdDb: peakDb, heldMs: 0 };
  const fallMs = Math.min(elapsedMs, Math.max(0, heldMs + elapsedMs - HOLD_MS));
  return { holdDb: Math.max(peakDb, holdDb - PEAK_FALL_DB_PER_MS * fallMs), heldMs: heldMs + elapsedMs };
}
