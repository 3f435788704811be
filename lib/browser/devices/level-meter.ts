/** Level of one audio track, for eyes: polled while drawing, never through React. */
export interface LevelMeter {
  /** Of the last 2048 samples (43 ms at 48 kHz); -Infinity is digital silence. */
  read(): { peakDb: number; rmsDb: number };
  close(): void;
}

const FFT_SIZE = 2048;

/** @param context - running; the caller owns it and resumes it from a click. */
export function createLevelMeter(context: AudioContext, track: MediaStreamTrack): LevelMeter {
  const source = context.createMediaStreamSource(new MediaStream([track]));
  const analyser = new AnalyserNode(context, { fftSize: FFT_SIZE });
  const samples = new Float32Array(FFT_SIZE);
  source.connect(analyser);
  return {
    read: () => {
      analyser.getFloatTimeDomainData(samples);
      return measureLevel(samples);
    },
    close: () => source.disconnect(),
  };
}

/** @returns dBFS of the loudest sample and of the mean power. */
export function measureLevel(samples: Float32Array): { peakDb: number; rmsDb: number } {
  let peak = 0;
  let power = 0;
  for (const sample of samples) {
    peak = Math.max(peak, Math.abs(sample));
    power += sample * sample;
  }
  return { peakDb: toDb(peak), rmsDb: toDb(Math.sqrt(power / Math.max(1, samples.length))) };
}

const toDb = (amplitude: number) => (amplitude > 0 ? 20 * Math.log10(amplitude) : -Infinity);

/** The quietest level that still moves a meter. */
const METER_FLOOR_DB = -60;

/** @returns 0..1, linear in dB: what a bar shows. */
export function meterFraction(db: number): number {
  if (!Number.isFinite(db)) return 0;
  return Math.min(1, Math.max(0, (db - METER_FLOOR_DB) / -METER_FLOOR_DB));
}
