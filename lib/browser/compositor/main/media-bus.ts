import type { MediaChannel } from '@/lib/core/contract/events/media-events';
import type { StripSettings } from '@/lib/core/mix/channel-strip';
import { STRIP_PROCESSOR, type StripOptions, type ToStrip } from '../audio-worklet/messages';
import type { Listening, Surroundings } from './mixer-channel';
import { OutputElement } from './output-element';

/** Meters of the mixer by these names. */
export const mediaChannelId = (channel: MediaChannel): string => `media:${channel}`;

export interface MediaSettings {
  gainDb: number;
  muted: boolean;
}

const PROGRAM_OUTPUT = 0;
const CHANNELS: readonly MediaChannel[] = ['clip', 'bed'];

/**
 * What the studio itself plays: clips, and music under what is said. Goes into the program, to the producer's ears, and by
 * `track` to the guests, who would not hear it otherwise; nobody's microphone is in it, so that nobody hears themselves.
 */
export class MediaBus {
  /** Always flowing; silence while nothing plays. */
  readonly track: MediaStreamTrack;
  readonly context: AudioContext;
  readonly #strips = new Map<MediaChannel, { node: AudioWorkletNode; settings: StripSettings }>();
  readonly #element = new OutputElement();

  constructor({ context, bus }: Pick<Surroundings, 'context' | 'bus'>) {
    this.context = context;
    const toGuests = new MediaStreamAudioDestinationNode(context, { channelCount: 2 });
    for (const channel of CHANNELS) {
      const settings = settingsOf(channel, { gainDb: 0, muted: false });
      const processorOptions: StripOptions = { id: mediaChannelId(channel), settings };
      const node = new AudioWorkletNode(context, STRIP_PROCESSOR, {
        numberOfOutputs: 2,
        outputChannelCount: [2, 2],
        channelCount: 2,
        channelCountMode: 'explicit',
        processorOptions,
      });
      node.connect(bus, PROGRAM_OUTPUT);
      node.connect(toGuests, PROGRAM_OUTPUT);
      this.#strips.set(channel, { node, settings });
    }
    const [track] = toGuests.stream.getAudioTracks();
    if (!track) throw new Error('The media bus has no output track.');
    this.track = track;
    // By an element, as voices: the browser then takes it out of what the producer's own microphone hears.
    this.#element.setStream(toGuests.stream);
  }

  /** Where the sound of a channel goes in. */
  input(channel: MediaChannel): AudioNode {
    return this.#stripOf(channel).node;
  }

  set(channel: MediaChannel, wanted: MediaSettings): void {
    const strip = this.#stripOf(channel);
    const settings = settingsOf(channel, wanted);
    if (JSON.stringify(settings) === JSON.stringify(strip.settings)) return;
    strip.settings = settings;
    const message: ToStrip = { type: 'set', settings };
    strip.node.port.postMessage(message);
  }

  listen({ enabled, volume, isSoloing, deviceId }: Listening): void {
    this.#element.setSound({ muted: !enabled || isSoloing, volume });
    this.#element.setDevice(deviceId).catch(() => {
      /* The device was pulled out: the mixer's own setOutputDevice() has told the producer. */
    });
  }

  play(): void {
    this.#element.play();
  }

  close(): void {
    for (const { node } of this.#strips.values()) {
      const message: ToStrip = { type: 'close' };
      node.port.postMessage(message);
      node.disconnect();
    }
    this.#element.close();
    this.track.stop();
  }

  #stripOf(channel: MediaChannel) {
    const strip = this.#strips.get(channel);
    if (!strip) throw new Error(`There is no channel ${channel}.`);
    return strip;
  }
}

/** Mixed elsewhere: neither evened out nor gated. */
const settingsOf = (channel: MediaChannel, { gainDb, muted }: MediaSettings): StripSettings => ({
  ...{ gainDb, onAir: !muted, delayMs: 0, compressor: 'off', gate: 'off' },
  ...{ isDucked: channel === 'bed', isSpeech: false, isMeasured: false },
});
