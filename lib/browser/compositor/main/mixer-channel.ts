import { dbToGain } from '@/lib/core/mix/decibels';
import { newMeterTap, type MeterTap } from './meter-tap';

export interface ChannelSettings {
  track: MediaStreamTrack | null;
  gainDb: number;
  /** In the program. */
  onAir: boolean;
  /** In the producer's ears. Never for the producer's own microphone. */
  monitor: boolean;
}

/** 5 ms: three of them take a fader to its new place within a syllable and without a click. */
const RAMP_TIME_CONSTANT_S = 0.005;

/**
 * One person's sound: track -> fader -> gate -> bus. The meter listens after the fader, so that somebody backstage
 * can be set up before going on air.
 *
 * Every track also plays in an audio element for as long as it lives. Chromium delivers silence to Web Audio for a
 * remote track that no element plays (measured in 156); and echo cancellation knows only what elements play, so the
 * producer listens through the element.
 */
export class MixerChannel {
  readonly meter: MeterTap;
  readonly #context: AudioContext;
  readonly #fader: GainNode;
  readonly #gate: GainNode;
  readonly #element = new Audio();
  #track: MediaStreamTrack | null = null;
  #source: MediaStreamAudioSourceNode | null = null;
  #listens = false;

  constructor(context: AudioContext, bus: AudioNode) {
    this.#context = context;
    this.#fader = new GainNode(context);
    this.#gate = new GainNode(context, { gain: 0 });
    this.#fader.connect(this.#gate).connect(bus);
    this.meter = newMeterTap(this.#fader);
    this.#element.muted = true;
  }

  set(
    { track, gainDb, onAir, monitor }: ChannelSettings,
    listening: { enabled: boolean; volume: number },
  ): void {
    if (track !== this.#track) this.#setTrack(track);
    const nowS = this.#context.currentTime;
    this.#fader.gain.setTargetAtTime(dbToGain(gainDb), nowS, RAMP_TIME_CONSTANT_S);
    this.#gate.gain.setTargetAtTime(onAir ? 1 : 0, nowS, RAMP_TIME_CONSTANT_S);
    this.#listens = monitor;
    this.setMonitor(listening);
  }

  setMonitor({ enabled, volume }: { enabled: boolean; volume: number }): void {
    this.#element.volume = Math.min(1, Math.max(0, volume));
    const muted = !(enabled && this.#listens);
    if (this.#element.muted === muted) return;
    this.#element.muted = muted;
    this.play();
  }

  /** Again after a gesture: an element that wanted to be heard too early is paused, and a paused one feeds nothing. */
  play(): void {
    if (!this.#track || !this.#element.paused) return;
    this.#element.play().catch(() => this.#playMuted());
  }

  close(): void {
    this.#setTrack(null);
    this.#fader.disconnect();
    this.#gate.disconnect();
    this.meter.close();
  }

  #setTrack(track: MediaStreamTrack | null): void {
    this.#source?.disconnect();
    this.#source = null;
    this.#track = track;
    this.#element.srcObject = null;
    if (!track || track.readyState === 'ended') return;
    const stream = new MediaStream([track]);
    this.#element.srcObject = stream;
    this.#source = new MediaStreamAudioSourceNode(this.#context, { mediaStream: stream });
    this.#source.connect(this.#fader);
    this.play();
  }

  /** Muted playing is always allowed and keeps the program fed until the producer presses something. */
  #playMuted(): void {
    if (!this.#element.paused || !this.#track) return;
    this.#element.muted = true;
    this.#element.play().catch(() => {
      /* The track was replaced while it started: the new one has its own play(). */
    });
  }
}
