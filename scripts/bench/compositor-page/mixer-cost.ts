import {
  PROGRAM_PROCESSOR,
  STRIP_PROCESSOR,
  type StripOptions,
} from '@/lib/browser/compositor/audio-worklet/messages';
import type { StripSettings } from '@/lib/core/mix/channel-strip';

const SAMPLE_RATE = 48_000;
const UNTREATED: StripSettings = {
  gainDb: 0,
  onAir: true,
  delayMs: 0,
  compressor: 'off',
  gate: 'off',
  isDucked: false,
  isSpeech: true,
  isMeasured: false,
};
/** What the strips of a run have switched on. */
const TREATMENTS = {
  untreated: UNTREATED,
  'gate, compressor, delay': { ...UNTREATED, gate: 'light', compressor: 'voice', delayMs: 120 },
  'all of it, measured': {
    ...UNTREATED,
    gate: 'light',
    compressor: 'voice',
    delayMs: 120,
    isDucked: true,
    isMeasured: true,
  },
} as const satisfies Record<string, StripSettings>;

export interface MixerRun {
  channels: number;
  treatment: keyof typeof TREATMENTS;
  seconds: number;
}

/**
 * The mixer's audio thread without a sound card: mono voices through strips, limiter and loudness, as fast as it can.
 * @returns the share of one core that it would take in real time.
 */
export async function measureMixer({ channels, treatment, seconds }: MixerRun): Promise<number> {
  const context = new OfflineAudioContext(2, SAMPLE_RATE * seconds, SAMPLE_RATE);
  await context.audioWorklet.addModule(
    new URL('@/lib/browser/compositor/audio-worklet/mixer-worklet.generated.js', import.meta.url),
  );
  const program = new AudioWorkletNode(context, PROGRAM_PROCESSOR, {
    channelCount: 2,
    channelCountMode: 'explicit',
    outputChannelCount: [2],
  });
  program.connect(context.destination);
  const voice = newVoice(context);
  for (let index = 0; index < channels; index += 1) {
    const processorOptions: StripOptions = { id: String(index), settings: TREATMENTS[treatment] };
    const strip = new AudioWorkletNode(context, STRIP_PROCESSOR, {
      numberOfOutputs: 2,
      outputChannelCount: [2, 2],
      channelCount: 2,
      channelCountMode: 'clamped-max',
      processorOptions,
    });
    const source = new AudioBufferSourceNode(context, { buffer: voice, loop: true });
    source.connect(strip).connect(program);
    source.start();
  }
  const startedMs = performance.now();
  await context.startRendering();
  return (performance.now() - startedMs) / (seconds * 1000);
}

/** A tone that comes and goes four times a second, so that gate and compressor have work. */
function newVoice(context: BaseAudioContext): AudioBuffer {
  const buffer = context.createBuffer(1, SAMPLE_RATE, SAMPLE_RATE);
  const samples = buffer.getChannelData(0);
  for (let at = 0; at < samples.length; at += 1) {
    const seconds = at / SAMPLE_RATE;
    samples[at] =
      0.2 * Math.sin(2 * Math.PI * 180 * seconds) * Math.max(0, Math.sin(2 * Math.PI * 4 * seconds));
  }
  return buffer;
}
