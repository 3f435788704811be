import { gainToDb, SILENCE_DB } from './decibels';

export interface MeterReading {
  peakDb: number;
  rmsDb: number;
}

/** What a stretch of sound measured: greatest amplitude and mean square. */
export interface SoundLevel {
  peak: number;
  meanSquare: number;
}

export const SILENT_READING: MeterReading = { peakDb: SILENCE_DB, rmsDb: SILENCE_DB };

/** IEC 60268-10 type I falls 20 dB in 1.7 s; the eye can follow it and still sees every peak. */
const PEAK_FALL_DB_PER_MS = 20 / 1_700;
/** The loudness bar follows with a 300 ms time constant, as a VU meter does. */
const RMS_TIME_CONSTANT_MS = 300;

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

/** Peaks rise at once and fall slowly; loudness glides. @param elapsedMs - since `previous`. */
export function nextReading(previous: MeterReading, level: SoundLevel, elapsedMs: number): MeterReading {
  const fallen = Math.max(SILENCE_DB, previous.peakDb - PEAK_FALL_DB_PER_MS * elapsedMs);
  const share = 1 - Math.exp(-elapsedMs / RMS_TIME_CONSTANT_MS);
  const before = 10 ** (previous.rmsDb / 10);
  const rms = Math.sqrt(before + (level.meanSquare - before) * share);
  return { peakDb: Math.max(fallen, gainToDb(level.peak)), rmsDb: gainToDb(rms) };
}
