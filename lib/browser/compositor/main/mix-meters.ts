import { nextReading, SILENT_READING, type MeterReading } from '@/lib/core/mix/meter';
import { NO_STRAIN, nextStrain, STRAIN_DB, type Strain } from '@/lib/core/mix/strain';
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

/** Channels, and `program`, whose dynamics work all the time; ends by itself. */
export type Strained = ReadonlySet<string>;

/** Ducking a screen's sound is no strain: only voices are judged. */
const isVoice = (id: string): boolean => id.startsWith('camera:');

/** More than a laugh: from here on the limiter is heard. */
const LIMITER_STRAIN_DB = 6;
/** Ten reports late: the sound stands still (suspended by the browser), and a meter that stays up would lie. */
const STALE_MS = 250;

const SILENT_STRIP: StripReading = { ...SILENT_READING, reductionDb: 0 };
const SILENT_PROGRAM: ProgramReading = { ...SILENT_READING, reductionDb: 0, loudness: NO_LOUDNESS };

/** What the audio thread reports, ready to be drawn: falling peaks, holds, and warnings that stay until they are cleared. */
export class MixMeters {
  readonly #clips = createStore<Clips>({});
  readonly #strained = createStore<Strained>(new Set());
  readonly #strains = new Map<string, Strain>();
  #strips = new Map<string, StripReading>();
  #program = SILENT_PROGRAM;
  #receivedAtMs = -Infinity;

  get clips(): ReadableStore<Clips> {
    return this.#clips;
  }

  get strained(): ReadableStore<Strained> {
    return this.#strained;
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
    this.#judgeStrain({ durationMs, strips, program });
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

  #judgeStrain({ durationMs, strips, program }: MixReport): void {
    const judged = Object.entries(strips).filter(([id]) => isVoice(id));
    for (const [id, { meanSquare, reductionDb }] of judged)
      this.#strain(id, { meanSquare, reductionDb, durationMs }, STRAIN_DB.voice);
    this.#strain('program', { ...program, durationMs }, STRAIN_DB.program);
    for (const id of this.#strains.keys()) if (id !== 'program' && !(id in strips)) this.#strains.delete(id);
    const before = this.#strained.get();
    const now = [...this.#strains].flatMap(([id, { isStrained }]) => (isStrained ? [id] : []));
    if (now.length !== before.size || now.some((id) => !before.has(id))) this.#strained.set(new Set(now));
  }

  #strain(id: string, stretch: Parameters<typeof nextStrain>[1], limitDb: number): void {
    this.#strains.set(id, nextStrain(this.#strains.get(id) ?? NO_STRAIN, stretch, limitDb));
  }

  #isFresh(nowMs: number): boolean {
    return nowMs - this.#receivedAtMs < STALE_MS;
  }
}

function sameClips(a: Clips, b: Clips): boolean {
  const ids = Object.keys(a);
  return ids.length === Object.keys(b).length && ids.every((id) => a[id] === b[id]);
}
