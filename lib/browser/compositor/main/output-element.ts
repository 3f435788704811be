/**
 * An audio element that the producer listens through: echo cancellation knows only what elements play, and only elements
 * can be sent to a chosen device everywhere.
 */
export class OutputElement {
  readonly #element = new Audio();
  #deviceId = '';

  constructor() {
    this.#element.muted = true;
  }

  get isEmpty(): boolean {
    return this.#element.srcObject === null;
  }

  setStream(stream: MediaStream | null): void {
    this.#element.srcObject = stream;
    if (stream) this.play();
  }

  /** @param volume - 0..1, clamped. */
  setSound({ muted, volume }: { muted: boolean; volume: number }): void {
    this.#element.volume = Math.min(1, Math.max(0, volume));
    if (this.#element.muted === muted) return;
    this.#element.muted = muted;
    this.play();
  }

  /** @param deviceId - '' is the system's own choice. @throws what the browser says, for a device that is gone. */
  async setDevice(deviceId: string): Promise<void> {
    if (deviceId === this.#deviceId || !canChooseOutput()) return;
    await this.#element.setSinkId(deviceId);
    this.#deviceId = deviceId;
  }

  /** Again after a gesture: an element that wanted to be heard too early is paused, and a paused one feeds nothing. */
  play(): void {
    if (this.isEmpty || !this.#element.paused) return;
    this.#element.play().catch(() => this.#playMuted());
  }

  close(): void {
    this.#element.srcObject = null;
  }

  /** Muted playing is always allowed and keeps the program fed until the producer presses something. */
  #playMuted(): void {
    if (!this.#element.paused || this.isEmpty) return;
    this.#element.muted = true;
    this.#element.play().catch(() => {
      /* The stream was replaced while it started: the new one has its own play(). */
    });
  }
}

/** Safari plays everything on the system's output. */
export const canChooseOutput = (): boolean =>
  typeof HTMLMediaElement !== 'undefined' && 'setSinkId' in HTMLMediaElement.prototype;
