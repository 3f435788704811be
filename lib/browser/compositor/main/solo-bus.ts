import type { Listening } from './mixer-channel';
import { OutputElement } from './output-element';

/** Single channels for the producer's headphones (pre-fader listen). It leads to an element and nowhere else. */
export class SoloBus {
  readonly input: GainNode;
  readonly #output: MediaStreamAudioDestinationNode;
  readonly #element = new OutputElement();

  constructor(context: AudioContext) {
    this.input = new GainNode(context, { channelCount: 2, channelCountMode: 'explicit' });
    this.#output = new MediaStreamAudioDestinationNode(context, { channelCount: 2 });
    this.input.connect(this.#output);
  }

  /** Soloing is asking to hear: it sounds also while the producer does not listen otherwise. */
  listen({ volume, isSoloing, deviceId }: Listening): void {
    if (isSoloing === this.#element.isEmpty) this.#element.setStream(isSoloing ? this.#output.stream : null);
    this.#element.setSound({ muted: !isSoloing, volume });
    this.#element.setDevice(deviceId).catch(() => {
      /* The device was pulled out: the mixer's own setOutputDevice() has told the producer. */
    });
  }

  play(): void {
    this.#element.play();
  }

  close(): void {
    this.#element.close();
    this.input.disconnect();
  }
}
