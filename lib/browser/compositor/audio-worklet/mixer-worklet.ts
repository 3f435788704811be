import { ChannelStrip, type StripReport } from '@/lib/core/mix/channel-strip';
import { dbToGain } from '@/lib/core/mix/decibels';
import { Limiter } from '@/lib/core/mix/limiter';
import { LoudnessMeter } from '@/lib/core/mix/loudness';
import { measureSound } from '@/lib/core/mix/meter';
import {
  PROGRAM_PROCESSOR,
  STRIP_PROCESSOR,
  type MixReport,
  type StripOptions,
  type ToProgram,
  type ToStrip,
} from './messages';

/**
 * The mixer's audio thread: a strip for each channel, and the last stage of the program. `npm run build:worklet` bundles it
 * with its core into mixer-worklet.generated.js, because worklets are loaded as they are, without the application's bundler.
 */
declare const sampleRate: number;
declare function registerProcessor(name: string, processor: new (options: ProcessorOptions) => object): void;
declare class AudioWorkletProcessor {
  readonly port: MessagePort;
}
interface ProcessorOptions {
  processorOptions: unknown;
}
type Stereo = [Float32Array, Float32Array];

/**
 * 1 dB of room: AAC encoders overshoot the samples they are given, and so does the wave between two samples (true peak),
 * which nothing here measures.
 */
const THRESHOLD_DB = -1;
const CHANNELS = 2;
/** 21 ms at 48 kHz: a meter that is drawn 60 times a second has news in most of its frames. */
const REPORT_SAMPLES = 1_024;

/** What the processors know of each other; they share this thread and this scope. */
const strips = new Map<string, ChannelStrip>();
/** Power of all speech in the program one block ago: what ducked channels give way to. */
let speechPower = 0;

class StripProcessor extends AudioWorkletProcessor {
  readonly #id: string;
  readonly #strip: ChannelStrip;
  #isClosed = false;

  constructor({ processorOptions }: ProcessorOptions) {
    super();
    const { id, settings } = processorOptions as StripOptions;
    this.#id = id;
    this.#strip = new ChannelStrip(sampleRate, settings);
    strips.set(id, this.#strip);
    this.port.onmessage = ({ data }: MessageEvent<ToStrip>) => {
      if (data.type === 'set') this.#strip.set(data.settings);
      else this.#close();
    };
  }

  process(inputs: Float32Array[][], outputs: Float32Array[][]): boolean {
    const [program, ears] = outputs as [Stereo, Stereo];
    if (!this.#isClosed) this.#strip.process(inputs[0] ?? [], { program, ears }, speechPower);
    return !this.#isClosed;
  }

  #close(): void {
    this.#isClosed = true;
    // A new channel of the same name may already stand in its place.
    if (strips.get(this.#id) === this.#strip) strips.delete(this.#id);
  }
}

class ProgramProcessor extends AudioWorkletProcessor {
  readonly #limiter = new Limiter({ sampleRate, channels: CHANNELS, threshold: dbToGain(THRESHOLD_DB) });
  readonly #loudness = new LoudnessMeter({ sampleRate, channels: CHANNELS });
  #peak = 0;
  #squares = 0;
  #samples = 0;

  constructor() {
    super();
    this.port.onmessage = ({ data }: MessageEvent<ToProgram>) => {
      if (data.type === 'restart-loudness') this.#loudness.restart();
    };
  }

  process(inputs: Float32Array[][], outputs: Float32Array[][]): boolean {
    const program = outputs[0] ?? [];
    this.#limiter.process(inputs[0] ?? [], program);
    this.#loudness.push(program);
    this.#listen(program);
    speechPower = 0;
    for (const strip of strips.values()) speechPower += strip.speechPower;
    if (this.#samples >= REPORT_SAMPLES) this.#report();
    return true;
  }

  #listen(program: Float32Array[]): void {
    let squares = 0;
    for (const channel of program) {
      const { peak, meanSquare } = measureSound(channel);
      if (peak > this.#peak) this.#peak = peak;
      squares += meanSquare / CHANNELS;
    }
    const length = program[0]?.length ?? 0;
    this.#squares += squares * length;
    this.#samples += length;
  }

  #report(): void {
    const report: MixReport = {
      durationMs: (1000 * this.#samples) / sampleRate,
      strips: Object.fromEntries(
        Array.from(strips, ([id, strip]): [string, StripReport] => [id, strip.takeReport()]),
      ),
      program: {
        peak: this.#peak,
        meanSquare: this.#squares / this.#samples,
        reductionDb: this.#limiter.takeReductionDb(),
        loudness: this.#loudness.read(),
      },
    };
    this.port.postMessage(report);
    this.#peak = 0;
    this.#squares = 0;
    this.#samples = 0;
  }
}

registerProcessor(STRIP_PROCESSOR, StripProcessor);
registerProcessor(PROGRAM_PROCESSOR, ProgramProcessor);
