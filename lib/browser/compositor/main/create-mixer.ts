import { dbToGain } from '@/lib/core/mix/decibels';
import { SILENT_READING, type MeterReading } from '@/lib/core/mix/meter';
import { newMeterTap, type MeterTap } from './meter-tap';
import { MixerChannel, type ChannelSettings } from './mixer-channel';

export interface Mixer {
  /** The program sound, 48 kHz stereo: always flowing, silence when nobody is on air. */
  readonly programTrack: MediaStreamTrack;
  /** Call from a user gesture: browsers keep sound suspended until one. */
  resume(): Promise<void>;
  /** Complete settings of one channel; a new id makes a channel, another track replaces the old. */
  setChannel(id: string, channel: ChannelSettings): void;
  removeChannel(id: string): void;
  setMasterGainDb(db: number): void;
  /** What the producer hears. `volume` 0..1. */
  setMonitor(options: { enabled: boolean; volume: number }): void;
  /** For animation frames; never allocates React state. Unknown ids read as silence. */
  readMeter(id: string): MeterReading;
  /** @returns how to stop listening. */
  onState(listener: (state: AudioContextState) => void): () => void;
  close(): void;
}

/** The rate of Opus and of the gateway's AAC; a context at the device's 44.1 kHz would resample twice. */
const SAMPLE_RATE = 48_000;
/** Master gain changes glide over three of these. */
const RAMP_TIME_CONSTANT_S = 0.015;

/** @throws Error when the limiter cannot be loaded. */
export async function createMixer(): Promise<Mixer> {
  const context = new AudioContext({ sampleRate: SAMPLE_RATE, latencyHint: 'interactive' });
  await context.audioWorklet.addModule(
    new URL('../audio-worklet/limiter-worklet.generated.js', import.meta.url),
  );
  return new WebAudioMixer(context);
}

class WebAudioMixer implements Mixer {
  readonly programTrack: MediaStreamTrack;
  readonly #context: AudioContext;
  readonly #bus: GainNode;
  readonly #programMeter: MeterTap;
  readonly #channels = new Map<string, MixerChannel>();
  readonly #keepFlowing: ConstantSourceNode;
  readonly #stopListening = new AbortController();
  #monitor = { enabled: false, volume: 1 };

  /** channels -> bus (master gain) -> limiter -> program track; the meter listens after the limiter. */
  constructor(context: AudioContext) {
    this.#context = context;
    this.#bus = new GainNode(context, { channelCount: 2, channelCountMode: 'explicit' });
    const limiter = new AudioWorkletNode(context, 'program-limiter', {
      channelCount: 2,
      channelCountMode: 'explicit',
      outputChannelCount: [2],
    });
    const output = new MediaStreamAudioDestinationNode(context, { channelCount: 2 });
    this.#bus.connect(limiter).connect(output);
    this.#programMeter = newMeterTap(limiter);
    this.#keepFlowing = new ConstantSourceNode(context, { offset: 0 });
    this.#keepFlowing.connect(this.#bus);
    this.#keepFlowing.start();
    const [track] = output.stream.getAudioTracks();
    if (!track) throw new Error('The audio graph has no output track.');
    this.programTrack = track;
    this.#resumeWhenVisible();
  }

  async resume(): Promise<void> {
    await this.#context.resume();
    for (const channel of this.#channels.values()) {
      channel.setMonitor(this.#monitor);
      channel.play();
    }
  }

  setChannel(id: string, settings: ChannelSettings): void {
    const channel = this.#channels.get(id) ?? new MixerChannel(this.#context, this.#bus);
    this.#channels.set(id, channel);
    channel.set(settings, this.#monitor);
  }

  removeChannel(id: string): void {
    this.#channels.get(id)?.close();
    this.#channels.delete(id);
  }

  setMasterGainDb(db: number): void {
    this.#bus.gain.setTargetAtTime(dbToGain(db), this.#context.currentTime, RAMP_TIME_CONSTANT_S);
  }

  setMonitor(options: { enabled: boolean; volume: number }): void {
    this.#monitor = options;
    for (const channel of this.#channels.values()) channel.setMonitor(options);
  }

  readMeter(id: string): MeterReading {
    const nowMs = performance.now();
    if (id === 'program') return this.#programMeter.read(nowMs);
    return this.#channels.get(id)?.meter.read(nowMs) ?? SILENT_READING;
  }

  onState(listener: (state: AudioContextState) => void): () => void {
    const report = (): void => listener(this.#context.state);
    this.#context.addEventListener('statechange', report, { signal: this.#stopListening.signal });
    report();
    return () => this.#context.removeEventListener('statechange', report);
  }

  close(): void {
    this.#stopListening.abort();
    for (const channel of this.#channels.values()) channel.close();
    this.#channels.clear();
    this.programTrack.stop();
    this.#context.close().catch(() => {
      /* Closed twice: it is closed. */
    });
  }

  /** Phones interrupt sound for a call and some desktops on sleep; come back without being asked. */
  #resumeWhenVisible(): void {
    const { signal } = this.#stopListening;
    const revive = (): void => {
      const { state } = this.#context;
      if (state === 'running' || state === 'closed' || document.visibilityState !== 'visible') return;
      this.#context.resume().catch(() => {
        /* Not before a user gesture: the state listener shows the producer what to press. */
      });
    };
    document.addEventListener('visibilitychange', revive, { signal });
    this.#context.addEventListener('statechange', revive, { signal });
  }
}
