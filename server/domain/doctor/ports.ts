export type DoctorVerdict =
  | { status: 'ok'; detail: string }
  /** Works now, and will bite: `remedy` says what to change. */
  | { status: 'warning'; detail: string; remedy: string }
  | { status: 'failed'; detail: string; remedy: string };

/** One thing that can be looked at. */
export interface DoctorProbe {
  id: string;
  label: string;
  /** A rejection, or no answer in time, counts as failed with `remedyOnFailure`. */
  look: (signal: AbortSignal) => Promise<DoctorVerdict>;
  remedyOnFailure: string;
  /** Where a look takes longer than an answer from next door. */
  timeoutMs?: number;
}

export type DoctorFinding = DoctorVerdict & { id: string; label: string };
