import type { ClipPicture } from '@/lib/core/layout/clip-ops';
import type { Picture, PictureSource } from './picture-source';

/** Decoded ahead of their time, besides the few that the decoder holds: a tenth of a second, enough to begin a loop anew. */
const AHEAD_MAX = 4;
/** A time that goes back by more is another playback, not another estimate of the clock. */
const BACK_MS = 500;
/** Pictures that are this late are not caught up with by decoding: better a jump. */
const BEHIND_MS = 1_500;
/** A jump needs a key frame, and time to get there. */
const JUMP_EVERY_MS = 3_000;

export interface ClipPlayerParts {
  open: () => Promise<PictureSource>;
  loop: boolean;
  /** One round of a loop; null: as long as its pictures. */
  roundMs: number | null;
  /** Takes the frame over. The next one comes when it has resolved. */
  show: (frame: VideoFrame) => Promise<unknown>;
  /** The file cannot be fetched, read or decoded (any further); the last picture stays. */
  onBroken: () => void;
}

interface DuePicture {
  dueMs: number;
  picture: Picture;
}

/**
 * Plays the pictures of one file by a clock that it is asked with. Decodes a few ahead, shows the newest that is due, and
 * drops what comes too late.
 */
export class ClipPlayer {
  readonly #parts: ClipPlayerParts;
  #source: Promise<PictureSource> | null = null;
  #size: ClipPicture | null = null;
  readonly #ahead: DuePicture[] = [];
  /** Rises with every jump: what an earlier run still decodes is thrown away. */
  #run = 0;
  #wake: () => void = () => undefined;
  #askedMs = 0;
  #startedAtMs = -Infinity;
  #lastDueMs: number | null = null;
  #isShowing = false;
  #hasShown = false;
  /** All of a clip that does not loop was decoded: its last picture stays. */
  #isOver = false;
  /** Nothing more can be decoded; what is ahead is still shown. */
  #hasFailed = false;
  #status: 'idle' | 'playing' | 'broken' | 'closed' = 'idle';

  constructor(parts: ClipPlayerParts) {
    this.#parts = parts;
  }

  /** Of the file; null until a picture was shown. */
  get picture(): ClipPicture | null {
    return this.#hasShown ? this.#size : null;
  }

  /** @param elapsedMs - since the playback began; a loop counts on through its rounds. */
  tick(elapsedMs: number): void {
    if (this.#status === 'broken' || this.#status === 'closed') return;
    const atMs = Math.max(0, elapsedMs);
    const isBack = atMs < this.#askedMs - BACK_MS;
    this.#askedMs = atMs;
    if (this.#status === 'idle' || ((isBack || this.#isBehind(atMs)) && !this.#hasFailed)) this.#start(atMs);
    if (this.#isShowing) return;
    if (this.#hasFailed && this.#ahead.length === 0) {
      this.#status = 'broken';
      return this.#parts.onBroken();
    }
    const due = this.#takeDue(atMs);
    if (due) void this.#show(due);
  }

  close(): void {
    this.#status = 'closed';
    this.#dropAhead();
    this.#source?.then(
      (source) => source.close(),
      () => undefined,
    );
  }

  #isBehind(atMs: number): boolean {
    const newestMs = this.#ahead.at(-1)?.dueMs ?? this.#lastDueMs;
    if (newestMs === null || this.#isOver) return false;
    return atMs - newestMs > BEHIND_MS && atMs - this.#startedAtMs > JUMP_EVERY_MS;
  }

  #start(atMs: number): void {
    this.#status = 'playing';
    this.#startedAtMs = atMs;
    this.#isOver = false;
    this.#dropAhead();
    this.#run += 1;
    const run = this.#run;
    this.#decode(run, atMs).catch(() => {
      if (run === this.#run) this.#hasFailed = true;
    });
  }

  async #decode(run: number, atMs: number): Promise<void> {
    this.#source ??= this.#parts.open();
    const source = await this.#source;
    const { width, height, isTransparent } = source;
    this.#size = { width, height, isTransparent };
    const roundMs = this.#parts.roundMs ?? source.durationMs;
    const isLoop = this.#parts.loop && roundMs !== null && roundMs > 0;
    // Opening took its time: what has passed meanwhile is not decoded.
    const fromMs = Math.max(atMs, this.#askedMs);
    let beginsMs = isLoop ? Math.floor(fromMs / roundMs) * roundMs : 0;
    let seekMs = fromMs - beginsMs;
    for (;;) {
      const hasPictures = await this.#decodeRound(run, source.pictures(seekMs), {
        beginsMs,
        endsMs: isLoop ? beginsMs + roundMs : Infinity,
      });
      if (run !== this.#run || this.#status !== 'playing') return;
      if (!isLoop || !hasPictures) break;
      beginsMs += roundMs;
      seekMs = 0;
    }
    this.#isOver = true;
  }

  /** @returns whether there was any picture. */
  async #decodeRound(
    run: number,
    pictures: AsyncGenerator<Picture>,
    { beginsMs, endsMs }: { beginsMs: number; endsMs: number },
  ): Promise<boolean> {
    let hasPictures = false;
    for await (const picture of pictures) {
      hasPictures = true;
      const dueMs = beginsMs + picture.atMs;
      while (this.#isCurrent(run) && this.#ahead.length >= AHEAD_MAX) await this.#room();
      if (!this.#isCurrent(run) || dueMs >= endsMs) {
        picture.close();
        break;
      }
      this.#ahead.push({ dueMs, picture });
    }
    return hasPictures;
  }

  #isCurrent(run: number): boolean {
    return run === this.#run && this.#status === 'playing';
  }

  #room(): Promise<void> {
    return new Promise((resolve) => (this.#wake = resolve));
  }

  #takeDue(atMs: number): DuePicture | null {
    let due: DuePicture | null = null;
    while (this.#ahead[0] && this.#ahead[0].dueMs <= atMs) {
      due?.picture.close();
      due = this.#ahead.shift() ?? null;
    }
    if (due) this.#wake();
    return due;
  }

  async #show({ dueMs, picture }: DuePicture): Promise<void> {
    this.#isShowing = true;
    this.#lastDueMs = dueMs;
    try {
      await this.#parts.show(picture.take());
      this.#hasShown = true;
    } catch {
      /* One frame that cannot be drawn: the one before it stays, and the next is tried. */
    } finally {
      this.#isShowing = false;
    }
  }

  #dropAhead(): void {
    for (const { picture } of this.#ahead.splice(0)) picture.close();
    this.#wake();
  }
}
