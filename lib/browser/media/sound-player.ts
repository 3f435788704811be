import { levelAt, type Timed } from '@/lib/core/media/playback';
import type { SoundSource } from './sound-source';

/** Handed to the audio thread ahead of its time: a hidden page is asked once a second, and a busy one later. */
const AHEAD_MS = 3_000;
/** Sound that is further from its place is put there again, at the price of a click. */
const OFF_MS_MAX = 15;
/** Of a step, so that automation has no ramp before it. */
const STEP_MS = 2;

export interface SoundPlayerParts {
  context: AudioContext;
  output: AudioNode;
  open: () => Promise<SoundSource>;
  /** The file cannot be fetched, read or decoded (any further). */
  onBroken: () => void;
}

/** Both clocks at one moment: the server's, and the context's minus it. */
export interface SoundTime {
  serverMs: number;
  offsetMs: number;
}

/** Plays the sound of one playback: every piece of it has its place on the audio clock, worked out from server time. */
export class SoundPlayer {
  readonly #parts: SoundPlayerParts;
  readonly #level: GainNode;
  #source: Promise<SoundSource> | null = null;
  readonly #scheduled = new Set<AudioBufferSourceNode>();
  #playback: Timed;
  #time: SoundTime;
  #anchorMs = 0;
  #run = 0;
  #wake: () => void = () => undefined;
  #status: 'playing' | 'broken' | 'closed' = 'playing';

  constructor(parts: SoundPlayerParts, playback: Timed, time: SoundTime) {
    this.#parts = parts;
    this.#playback = playback;
    this.#time = time;
    this.#level = new GainNode(parts.context, { gain: 0 });
    this.#level.connect(parts.output);
    this.#restart();
  }

  /** It is over, or has faded out. */
  get isSilent(): boolean {
    return (
      levelAt(this.#playback, this.#time.serverMs) === 0 && this.#playback.startedAtMs < this.#time.serverMs
    );
  }

  /** The playback as it is now. Another start moves all that is scheduled. */
  set(playback: Timed): void {
    const before = this.#playback;
    if (JSON.stringify(before) === JSON.stringify(playback)) return;
    this.#playback = playback;
    const isMoved =
      before.startedAtMs !== playback.startedAtMs ||
      before.loop !== playback.loop ||
      before.durationMs !== playback.durationMs;
    if (isMoved) this.#restart();
    else this.#automate();
  }

  /** Ask a few times a second: schedules what comes next, and corrects what is out of place. */
  tick(time: SoundTime): void {
    this.#time = time;
    if (this.#status !== 'playing') return;
    if (Math.abs(time.offsetMs - this.#anchorMs) > OFF_MS_MAX) this.#restart();
    this.#wake();
  }

  close(): void {
    this.#status = 'closed';
    this.#stopScheduled();
    this.#wake();
    this.#level.disconnect();
    this.#source?.then(
      (source) => source.close(),
      () => undefined,
    );
  }

  #restart(): void {
    this.#run += 1;
    this.#anchorMs = this.#time.offsetMs;
    this.#stopScheduled();
    this.#wake();
    this.#automate();
    const run = this.#run;
    this.#schedule(run).catch(() => {
      if (run !== this.#run || this.#status !== 'playing') return;
      this.#status = 'broken';
      this.#parts.onBroken();
    });
  }

  async #schedule(run: number): Promise<void> {
    this.#source ??= this.#parts.open();
    const source = await this.#source;
    const { loop, startedAtMs, durationMs } = this.#playback;
    const roundMs = durationMs ?? source.durationMs;
    const elapsedMs = Math.max(0, this.#contextServerMs() - startedAtMs);
    let beginsMs = loop ? Math.floor(elapsedMs / roundMs) * roundMs : 0;
    let seekMs = elapsedMs - beginsMs;
    for (;;) {
      let hasPieces = false;
      for await (const { atMs, buffer } of source.pieces(seekMs)) {
        hasPieces = true;
        const dueMs = startedAtMs + beginsMs + atMs;
        while (this.#isCurrent(run) && dueMs > this.#contextServerMs() + AHEAD_MS) await this.#asked();
        if (!this.#isCurrent(run)) return;
        // A file whose sound is longer than its pictures: the next round begins with the pictures.
        if (atMs >= roundMs) break;
        this.#place(buffer, dueMs);
      }
      if (!loop || !hasPieces || !this.#isCurrent(run)) return;
      beginsMs += roundMs;
      seekMs = 0;
    }
  }

  #isCurrent(run: number): boolean {
    return run === this.#run && this.#status === 'playing';
  }

  #asked(): Promise<void> {
    return new Promise((resolve) => (this.#wake = resolve));
  }

  /** The server time that the audio thread renders now. */
  #contextServerMs(): number {
    return this.#parts.context.currentTime * 1000 - this.#anchorMs;
  }

  #contextS(serverMs: number): number {
    return Math.max(0, (serverMs + this.#anchorMs) / 1000);
  }

  #place(buffer: AudioBuffer, dueMs: number): void {
    const { context } = this.#parts;
    const atS = this.#contextS(dueMs);
    const lateS = Math.max(0, context.currentTime - atS);
    if (lateS >= buffer.duration) return;
    const node = new AudioBufferSourceNode(context, { buffer });
    node.connect(this.#level);
    node.onended = () => {
      node.disconnect();
      this.#scheduled.delete(node);
    };
    node.start(Math.max(atS, context.currentTime), lateS);
    this.#scheduled.add(node);
  }

  #stopScheduled(): void {
    for (const node of this.#scheduled) {
      node.onended = null;
      node.stop();
      node.disconnect();
    }
    this.#scheduled.clear();
  }

  /** The level is straight between these times; around each there is a point just before it, for a step. */
  #automate(): void {
    const { startedAtMs, stoppedAtMs, durationMs, fadeMs, loop } = this.#playback;
    const nowMs = this.#contextServerMs();
    const ends = durationMs === null || loop ? [] : [startedAtMs + durationMs];
    const stops = stoppedAtMs === null ? [] : [stoppedAtMs, stoppedAtMs + fadeMs];
    const turns = [startedAtMs, startedAtMs + fadeMs, ...ends.map((end) => end - fadeMs), ...ends, ...stops]
      .flatMap((turnMs) => [turnMs - STEP_MS, turnMs])
      .filter((turnMs) => turnMs > nowMs)
      .sort((a, b) => a - b);
    const { gain } = this.#level;
    gain.cancelScheduledValues(0);
    gain.setValueAtTime(this.#levelAt(nowMs), this.#parts.context.currentTime);
    for (const turnMs of turns) gain.linearRampToValueAtTime(this.#levelAt(turnMs), this.#contextS(turnMs));
  }

  #levelAt(serverMs: number): number {
    return serverMs < this.#playback.startedAtMs ? 0 : levelAt(this.#playback, serverMs);
  }
}
