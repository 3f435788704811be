import type { StripSettings } from '@/lib/core/mix/channel-strip';
import { STRIP_PROCESSOR, type StripOptions, type ToStrip } from '../audio-worklet/messages';
import { OutputElement } from './output-element';

export interface ChannelSettings extends Omit<StripSettings, 'isMeasured'> {
  track: MediaStreamTrack | null;
  /** In the producer's ears. Never for the producer's own microphone. */
  monitor: boolean;
}

/** What all channels share: where they go, and how the producer listens. */
export interface Surroundings {
  context: AudioContext;
  bus: AudioNode;
  soloBus: AudioNode;
}

export interface Listening {
  enabled: boolean;
  /** 0..1. */
  volume: number;
  /** The producer listens to single channels only. */
  isSoloing: boolean;
  deviceId: string;
}

/** Outputs of the strip: what viewers hear, and the same voice before delay and fader for the producer. */
const PROGRAM_OUTPUT = 0;
const EARS_OUTPUT = 1;

/**
 * One person's sound: track -> strip on the audio thread -> bus.
 *
 * Every track also plays in an audio element for as long as it lives. Chromium delivers silence to Web Audio for a
 * remote track that no element plays (measured in 156).
 */
export class MixerChannel {
  readonly #around: Surroundings;
  readonly #strip: AudioWorkletNode;
  readonly #element = new OutputElement();
  #settings: StripSettings;
  #track: MediaStreamTrack | null = null;
  #source: MediaStreamAudioSourceNode | null = null;
  #listens = false;
  #isSolo = false;

  constructor(
    id: string,
    around: Surroundings,
    { track: _track, monitor: _monitor, ...strip }: ChannelSettings,
  ) {
    this.#around = around;
    this.#settings = { ...strip, isMeasured: false };
    const processorOptions: StripOptions = { id, settings: this.#settings };
    this.#strip = new AudioWorkletNode(around.context, STRIP_PROCESSOR, {
      numberOfOutputs: 2,
      outputChannelCount: [2, 2],
      // One microphone stays one channel, and costs half as much.
      channelCount: 2,
      channelCountMode: 'clamped-max',
      processorOptions,
    });
    this.#strip.connect(around.bus, PROGRAM_OUTPUT);
  }

  set({ track, monitor, ...strip }: ChannelSettings, listening: Listening): void {
    if (track !== this.#track) this.#setTrack(track);
    this.#change(strip);
    this.#listens = monitor;
    this.listen(listening);
  }

  /** Loudness before the fader, for whoever sets the level by it. */
  setMeasured(isMeasured: boolean): void {
    this.#change({ isMeasured });
  }

  setSolo(isSolo: boolean): void {
    if (isSolo === this.#isSolo) return;
    this.#isSolo = isSolo;
    if (isSolo) this.#strip.connect(this.#around.soloBus, EARS_OUTPUT);
    else this.#strip.disconnect(this.#around.soloBus, EARS_OUTPUT);
  }

  listen({ enabled, volume, isSoloing, deviceId }: Listening): void {
    this.#element.setSound({ muted: !(enabled && this.#listens && !isSoloing), volume });
    this.#element.setDevice(deviceId).catch(() => {
      /* The device was pulled out: the mixer's own setOutputDevice() has told the producer. */
    });
  }

  play(): void {
    this.#element.play();
  }

  close(): void {
    this.#setTrack(null);
    this.#send({ type: 'close' });
    this.#strip.disconnect();
    this.#element.close();
  }

  #change(part: Partial<StripSettings>): void {
    const settings = { ...this.#settings, ...part };
    if (JSON.stringify(settings) === JSON.stringify(this.#settings)) return;
    this.#settings = settings;
    this.#send({ type: 'set', settings });
  }

  #send(message: ToStrip): void {
    this.#strip.port.postMessage(message);
  }

  #setTrack(track: MediaStreamTrack | null): void {
    this.#source?.disconnect();
    this.#source = null;
    this.#track = track;
    this.#element.setStream(null);
    if (!track || track.readyState === 'ended') return;
    const stream = new MediaStream([track]);
    this.#element.setStream(stream);
    this.#source = new MediaStreamAudioSourceNode(this.#around.context, { mediaStream: stream });
    this.#source.connect(this.#strip);
  }
}
