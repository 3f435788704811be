/** What the dry run before going on air found out about one thing. */
export interface CheckFinding {
  /** Stable, for tests and lists. */
  id:
    | 'arrival'
    | 'codec'
    | 'picture-size'
    | 'frame-rate'
    | 'video-rate'
    | 'key-frames'
    | 'sound'
    | 'loudness'
    | 'lip-sync'
    | 'uplink'
    | 'loss'
    | 'relay';
  /** refused: at least one platform would refuse or break on it. warning: viewers would notice. */
  verdict: 'ok' | 'warning' | 'refused';
  /** What was measured, in words with its unit. */
  measured: string;
  /** What to do about it; empty when all is well. */
  remedy: string;
  /** Destinations that it concerns; empty: every one. */
  destinationIds: string[];
}

/** The dry run of a show: the program goes the whole way, to a destination that shows it to nobody. */
export type ShowCheck =
  | { status: 'none' }
  | { status: 'running'; checkId: string; startedAtMs: number; endsAtMs: number }
  | { status: 'done'; checkId: string; finishedAtMs: number; findings: CheckFinding[] }
  /** `reason`: user text. */
  | { status: 'broken'; reason: string };
