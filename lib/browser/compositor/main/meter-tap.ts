import { measureSound, nextReading, SILENT_READING, type MeterReading } from '@/lib/core/mix/meter';

export interface MeterTap {
  /** Reads what sounded lately; cheap enough for every animation frame. */
  read: (nowMs: number) => MeterReading;
  close: () => void;
}

/** 43 ms at 48 kHz: more than two animation frames, so that no peak falls between two reads. */
const WINDOW_SAMPLES = 2_048;

/** Listens to a node without changing it. */
export function newMeterTap(node: AudioNode): MeterTap {
  const analyser = new AnalyserNode(node.context, { fftSize: WINDOW_SAMPLES });
  node.connect(analyser);
  const samples = new Float32Array(WINDOW_SAMPLES);
  let reading = SILENT_READING;
  let readAtMs: number | null = null;
  return {
    read: (nowMs) => {
      analyser.getFloatTimeDomainData(samples);
      reading = nextReading(reading, measureSound(samples), readAtMs === null ? 0 : nowMs - readAtMs);
      readAtMs = nowMs;
      return reading;
    },
    close: () => analyser.disconnect(),
  };
}
