import type { DoctorFinding, DoctorProbe, DoctorVerdict } from './ports';

/** Everything asked is on this machine or next to it; what takes longer is as good as away. */
const PROBE_TIMEOUT_MS = 3_000;

export interface DoctorReport {
  at: Date;
  findings: DoctorFinding[];
}

/** Looks at everything at once and reports in the order of the probes. Never rejects. */
export async function reportHealth(deps: {
  probes: DoctorProbe[];
  nowMs: () => number;
}): Promise<DoctorReport> {
  const findings = await Promise.all(
    deps.probes.map(async (probe) => ({ id: probe.id, label: probe.label, ...(await examine(probe)) })),
  );
  return { at: new Date(deps.nowMs()), findings };
}

async function examine(probe: DoctorProbe): Promise<DoctorVerdict> {
  const signal = AbortSignal.timeout(probe.timeoutMs ?? PROBE_TIMEOUT_MS);
  const tooLate = new Promise<never>((_resolve, reject) => {
    signal.addEventListener('abort', () => reject(new Error('No answer in time.')), { once: true });
  });
  try {
    return await Promise.race([probe.look(signal), tooLate]);
  } catch {
    // The error's own text may hold an address with a password; the remedy names what to check.
    return { status: 'failed', detail: 'No answer.', remedy: probe.remedyOnFailure };
  }
}
