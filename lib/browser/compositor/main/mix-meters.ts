import { nextReading, SILENT_READING, type MeterReading } from '@/lib/core/mix/meter';
import { NO_LOUDNESS, type LoudnessReading } from '@/lib/core/mix/loudness';
import { createStore, type ReadableStore } from '../../realtime/create-store';
import type { MixReport } from '../audio-worklet/messages';

export interface StripReading extends MeterReading {
  /** How far gate, compressor and ducker turn down, in dB, 0 or more. */
  reductionDb: number;
}

export interface ProgramReading extends MeterReading {
  /** How far the limiter turns down. */
  reductionDb: number;
  loudness: LoudnessReading;
}

/**
 * `source`: it came in broken, so only the person at the microphone can mend it. `hot`: too loud here; the limiter bends it
 * (a channel above full scale, or a program that the limiter turns down by LIMITER_STRAIN_DB).
 */
export type Clip = 'source' | 'hot';
/** By channel id, `program` among them; absent: clean since the last clearing. */
export type Clips = Readonly<Record<string, Clip>>;

/** More than a laugh: from here on the limiter is heard. */
const LIMITER_STRAIN_DB = 6;
/** Ten reports late: the sound stands still (suspended by the browser), and a meter that stays up would lie. */
const STALE_MS = 250;

const SILENT_STRIP: StripReading = { ...SILENT_READING, reductionDb: 0 };
const SILENT_PROGRAM: ProgramReading = { ...SILENT_READING, reductionDb: 0, loudness: NO_LOUDNESS };

/** What the audio thread reports, ready to be drawn: falling peaks, holds, and warnings that stay until they are cleared. */
export class MixMeters {
  readonly #clips = createStore<Clips>({});
  #strips = new Map<string, StripReading>();
  #program = SILENT_PROGRAM;
  #receivedAtMs = -Infinity;

  get clips(): ReadableStore<Clips> {
    return this.#clips;
  }

  receive({ durationMs, strips, program }: MixReport, nowMs: number): void {
    const readings = new Map<string, StripReading>();
    const clips: Record<string, Clip> = {};
    const before = this.#clips.get();
    for (const [id, { reductionDb, isSourceClipped, ...level }] of Object.entries(strips)) {
      const last = this.#strips.get(id) ?? SILENT_STRIP;
      readings.set(id, { ...nextReading(last, level, durationMs), reductionDb });
      const clip = isSourceClipped ? 'source' : (before[id] ?? (level.peak > 1 ? 'hot' : undefined));
      if (clip) clips[id] = clip;
    }
    const { reductionDb, loudness } = program;
    const strain = before['program'] ?? (reductionDb >= LIMITER_STRAIN_DB ? 'hot' : undefined);
    if (strain) clips['program'] = strain;
    this.#strips = readings;
    this.#program = { ...nextReading(this.#program, program, durationMs), reductionDb, loudness };
    this.#receivedAtMs = nowMs;
    if (!sameClips(before, clips)) this.#clips.set(clips);
  }

  readStrip(id: string, nowMs: number): StripReading {
    return (this.#isFresh(nowMs) && this.#strips.get(id)) || SILENT_STRIP;
  }

  readProgram(nowMs: number): ProgramReading {
    return this.#isFresh(nowMs) ? this.#program : { ...SILENT_PROGRAM, loudness: this.#program.loudness };
  }

  clearClip(id: string): void {
    const { [id]: cleared, ...others } = this.#clips.get();
    if (cleared) this.#clips.set(others);
  }

  #isFresh(nowMs: number): boolean {
    return nowMs - this.#receivedAtMs < STALE_MS;
  }
}

function sameClips(a: Clips, b: Clips): boolean {
  const ids = Object.keys(a);
  return ids.length === Object.keys(b).length && ids.every((id) => a[id] === b[id]);
}
