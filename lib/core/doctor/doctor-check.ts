/** One thing that must hold for a show to work, looked at just now. */
export interface DoctorCheck {
  id: string;
  /** What was looked at: "Database". */
  title: string;
  /** warning: shows work, but something will hurt soon or for some people. */
  status: 'ok' | 'warning' | 'failed';
  /** What was found, in one sentence. */
  detail: string;
  /** What to do; null when all is well. */
  fix: string | null;
}

export interface DoctorReport {
  checks: DoctorCheck[];
  /** The server's wall clock when it answered, for comparing with the browser's. */
  atMs: number;
}

/** The worst of all: the one word for the whole list. */
export function overallStatus(checks: readonly Pick<DoctorCheck, 'status'>[]): DoctorCheck['status'] {
  if (checks.some((check) => check.status === 'failed')) return 'failed';
  return checks.some((check) => check.status === 'warning') ? 'warning' : 'ok';
}
