import type { StripReport, StripSettings } from '@/lib/core/mix/channel-strip';
import type { LoudnessReading } from '@/lib/core/mix/loudness';

/** Names under which the worklet registers its processors. */
export const STRIP_PROCESSOR = 'channel-strip';
export const PROGRAM_PROCESSOR = 'program-strip';

/** Everything that crosses between the page and the audio thread. */
export interface StripOptions {
  id: string;
  settings: StripSettings;
}

export type ToStrip = { type: 'set'; settings: StripSettings } | { type: 'close' };

export type ToProgram = { type: 'restart-loudness' };

/** Of the whole mixer, some 47 times a second: one message, however many channels there are. */
export interface MixReport {
  /** How much sound it is about. */
  durationMs: number;
  strips: Record<string, StripReport>;
  program: ProgramReport;
}

export interface ProgramReport {
  /** After the limiter. */
  peak: number;
  meanSquare: number;
  /** How far the limiter turned down at most, in dB, 0 or more. */
  reductionDb: number;
  loudness: LoudnessReading;
}
