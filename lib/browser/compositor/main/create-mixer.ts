import { faderGain } from '@/lib/core/mix/fader-gain';
import { LIMITER_LOOK_AHEAD_MS } from '@/lib/core/mix/limiter';
import { SpeechLevel, type SpeechResult } from '@/lib/core/mix/speech-level';
import type { ReadableStore } from '../../realtime/create-store';
import { PROGRAM_PROCESSOR, type MixReport, type ToProgram } from '../audio-worklet/messages';
import { MediaBus } from './media-bus';
import { MixMeters, type Clips, type ProgramReading, type Strained, type StripReading } from './mix-meters';
import { MixerChannel, type ChannelSettings, type Listening, type Surroundings } from './mixer-channel';
import { OutputElement } from './output-element';
import { SoloBus } from './solo-bus';

export type { Clip, Clips, ProgramReading, Strained, StripReading } from './mix-meters';
export type { SpeechResult } from '@/lib/core/mix/speech-level';

export interface Mixer {
  /** The program sound, 48 kHz stereo: always flowing, silence when nobody is on air. */
  readonly programTrack: MediaStreamTrack;
  /**
   * What the mixer adds between a track and the program: the browser's audio buffer (`baseLatency`), its hand-over from
   * tracks to the graph and back, and the limiter's look ahead. A channel's own delay comes on top.
   */
  readonly latencyMs: number;
  /** Where the studio's own clips and music go in. */
  readonly media: MediaBus;
  /** Warnings that stay until they are cleared. */
  readonly clips: ReadableStore<Clips>;
  /** Channels whose dynamics work all the time, `program` among them. */
  readonly strained: ReadableStore<Strained>;
  /** Call from a user gesture: browsers keep sound suspended until one. */
  resume(): Promise<void>;
  /** Complete settings of one channel; a new id makes a channel, another track replaces the old. */
  setChannel(id: string, channel: ChannelSettings): void;
  removeChannel(id: string): void;
  setMasterGainDb(db: number): void;
  /** What the producer hears. `volume` 0..1. */
  setMonitor(options: { enabled: boolean; volume: number }): void;
  /** Only these channels in the producer's ears, before their faders; ids without a channel count for nothing. */
  setSolo(ids: ReadonlySet<string>): void;
  /** Where the producer hears. '' is the system's choice. @throws what the browser says when the device is gone. */
  setOutputDevice(deviceId: string): Promise<void>;
  /** For animation frames; never allocates React state. Unknown ids read as silence. */
  readMeter(id: string): StripReading;
  readProgram(): ProgramReading;
  clearClip(id: string): void;
  /** Integrated loudness begins anew, as it does when a broadcast begins. */
  restartLoudness(): void;
  /**
   * Listens to one channel, before its fader, until it knows how loud the person speaks or LISTENING_MS_MAX are over.
   * @returns null when aborted or the channel goes.
   */
  measureSpeech(id: string, options: MeasureOptions): Promise<SpeechResult | null>;
  /** @returns how to stop listening. */
  onState(listener: (state: AudioContextState) => void): () => void;
  close(): void;
}

export interface MeasureOptions {
  signal: AbortSignal;
  /** How much speech was heard so far. */
  onProgress: (speechMs: number) => void;
}

/** The rate of Opus and of the gateway's AAC; a context at the device's 44.1 kHz would resample twice. */
const SAMPLE_RATE = 48_000;
/** Chromium 156: 22 to 25 ms from a remote track through a worklet to a track, with a base latency of 10. */
const HAND_OVER_MS = 13;
/** Master gain changes glide over three of these. */
const RAMP_TIME_CONSTANT_S = 0.015;

/** @throws Error when the worklet cannot be loaded. */
export async function createMixer(): Promise<Mixer> {
  const context = new AudioContext({ sampleRate: SAMPLE_RATE, latencyHint: 'interactive' });
  await context.audioWorklet.addModule(
    new URL('../audio-worklet/mixer-worklet.generated.js', import.meta.url),
  );
  return new WebAudioMixer(context);
}

class WebAudioMixer implements Mixer {
  readonly programTrack: MediaStreamTrack;
  readonly media: MediaBus;
  readonly #context: AudioContext;
  readonly #bus: GainNode;
  readonly #program: AudioWorkletNode;
  readonly #soloBus: SoloBus;
  readonly #meters = new MixMeters();
  readonly #reportListeners = new Set<(report: MixReport) => void>();
  readonly #channels = new Map<string, MixerChannel>();
  readonly #keepFlowing: ConstantSourceNode;
  readonly #stopListening = new AbortController();
  #listening: Listening = { enabled: false, volume: 1, isSoloing: false, deviceId: '' };
  #soloIds: ReadonlySet<string> = new Set();

  /** channels -> bus (master gain) -> limiter and meters -> program track; channels -> solo bus -> the producer's ears. */
  constructor(context: AudioContext) {
    this.#context = context;
    this.#bus = new GainNode(context, { channelCount: 2, channelCountMode: 'explicit' });
    this.#soloBus = new SoloBus(context);
    this.#program = new AudioWorkletNode(context, PROGRAM_PROCESSOR, {
      channelCount: 2,
      channelCountMode: 'explicit',
      outputChannelCount: [2],
    });
    this.#program.port.onmessage = ({ data }: MessageEvent<MixReport>) => {
      this.#meters.receive(data, performance.now());
      for (const listener of this.#reportListeners) listener(data);
    };
    const output = new MediaStreamAudioDestinationNode(context, { channelCount: 2 });
    this.#bus.connect(this.#program).connect(output);
    this.media = new MediaBus({ context, bus: this.#bus });
    this.#keepFlowing = new ConstantSourceNode(context, { offset: 0 });
    this.#keepFlowing.connect(this.#bus);
    this.#keepFlowing.start();
    const [track] = output.stream.getAudioTracks();
    if (!track) throw new Error('The audio graph has no output track.');
    this.programTrack = track;
    this.#resumeWhenVisible();
  }

  get latencyMs(): number {
    return this.#context.baseLatency * 1000 + HAND_OVER_MS + LIMITER_LOOK_AHEAD_MS;
  }

  get clips(): ReadableStore<Clips> {
    return this.#meters.clips;
  }

  get strained(): ReadableStore<Strained> {
    return this.#meters.strained;
  }

  async resume(): Promise<void> {
    await this.#context.resume();
    this.#listen({});
    this.#soloBus.play();
    this.media.play();
    for (const channel of this.#channels.values()) channel.play();
  }

  setChannel(id: string, settings: ChannelSettings): void {
    const known = this.#channels.get(id);
    const channel = known ?? new MixerChannel(id, this.#around(), settings);
    this.#channels.set(id, channel);
    channel.set(settings, this.#listening);
    if (!known) this.#updateSolo();
  }

  removeChannel(id: string): void {
    this.#channels.get(id)?.close();
    this.#channels.delete(id);
    this.#updateSolo();
  }

  setMasterGainDb(db: number): void {
    this.#bus.gain.setTargetAtTime(faderGain(db), this.#context.currentTime, RAMP_TIME_CONSTANT_S);
  }

  setMonitor({ enabled, volume }: { enabled: boolean; volume: number }): void {
    this.#listen({ enabled, volume });
  }

  setSolo(ids: ReadonlySet<string>): void {
    this.#soloIds = ids;
    this.#updateSolo();
  }

  async setOutputDevice(deviceId: string): Promise<void> {
    // Tried on an element of its own first: a device that is gone must not silence those that play.
    await new OutputElement().setDevice(deviceId);
    this.#listen({ deviceId });
  }

  readMeter(id: string): StripReading {
    return this.#meters.readStrip(id, performance.now());
  }

  readProgram(): ProgramReading {
    return this.#meters.readProgram(performance.now());
  }

  clearClip(id: string): void {
    this.#meters.clearClip(id);
  }

  restartLoudness(): void {
    const message: ToProgram = { type: 'restart-loudness' };
    this.#program.port.postMessage(message);
  }

  measureSpeech(id: string, { signal, onProgress }: MeasureOptions): Promise<SpeechResult | null> {
    const level = new SpeechLevel();
    this.#channels.get(id)?.setMeasured(true);
    return new Promise((resolve) => {
      const finish = (verdict: SpeechResult | null): void => {
        this.#reportListeners.delete(listen);
        signal.removeEventListener('abort', abort);
        this.#channels.get(id)?.setMeasured(false);
        resolve(verdict);
      };
      const abort = (): void => finish(null);
      const listen = ({ strips, durationMs }: MixReport): void => {
        if (!this.#channels.has(id)) return finish(null);
        const verdict = level.push(strips[id]?.weightedPower ?? 0, durationMs);
        if (verdict.status === 'listening') onProgress(verdict.speechMs);
        else finish(verdict);
      };
      this.#reportListeners.add(listen);
      signal.addEventListener('abort', abort);
      if (signal.aborted) abort();
    });
  }

  onState(listener: (state: AudioContextState) => void): () => void {
    const report = (): void => listener(this.#context.state);
    this.#context.addEventListener('statechange', report, { signal: this.#stopListening.signal });
    report();
    return () => this.#context.removeEventListener('statechange', report);
  }

  close(): void {
    this.#stopListening.abort();
    this.#program.port.onmessage = null;
    for (const channel of this.#channels.values()) channel.close();
    this.#channels.clear();
    this.#soloBus.close();
    this.media.close();
    this.programTrack.stop();
    this.#context.close().catch(() => {
      /* Closed twice: it is closed. */
    });
  }

  #around(): Surroundings {
    return { context: this.#context, bus: this.#bus, soloBus: this.#soloBus.input };
  }

  #listen(part: Partial<Listening>): void {
    this.#listening = { ...this.#listening, ...part };
    this.#soloBus.listen(this.#listening);
    this.media.listen(this.#listening);
    for (const channel of this.#channels.values()) channel.listen(this.#listening);
  }

  /** Somebody who leaves while soloed must not leave the producer in silence. */
  #updateSolo(): void {
    for (const [id, channel] of this.#channels) channel.setSolo(this.#soloIds.has(id));
    const isSoloing = [...this.#soloIds].some((id) => this.#channels.has(id));
    if (isSoloing !== this.#listening.isSoloing) this.#listen({ isSoloing });
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
