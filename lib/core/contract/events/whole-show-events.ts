import type { ShowPhase } from '../show-state';

export type WholeShowEvent =
  | { type: 'phase.changed'; phase: ShowPhase }
  | { type: 'title.changed'; title: string }
  | { type: 'master.gainSet'; gainDb: number }
  | { type: 'recording.changed'; enabled: boolean; recordingId: string | null };
