import { dbToGain } from '@/lib/core/mix/decibels';
import { Limiter } from '@/lib/core/mix/limiter';

/**
 * The last stage of the program sound. Runs on the audio thread: `npm run build:worklet` bundles it with the limiter
 * into limiter-worklet.generated.js, because worklets are loaded as they are, without the application's bundler.
 */
declare const sampleRate: number;
declare function registerProcessor(name: string, processor: new () => object): void;
declare class AudioWorkletProcessor {
  readonly port: MessagePort;
}

/** 1 dB of room: AAC encoders overshoot the samples they are given. */
const THRESHOLD_DB = -1;
const CHANNELS = 2;

class LimiterProcessor extends AudioWorkletProcessor {
  readonly #limiter = new Limiter({ sampleRate, channels: CHANNELS, threshold: dbToGain(THRESHOLD_DB) });

  process(inputs: Float32Array[][], outputs: Float32Array[][]): boolean {
    this.#limiter.process(inputs[0] ?? [], outputs[0] ?? []);
    return true;
  }
}

registerProcessor('program-limiter', LimiterProcessor);
