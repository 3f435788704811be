import type { DoctorReport } from '@/lib/core/doctor/doctor-check';
import { reportHealth } from '@/server/domain/doctor/report-health';
import { procedure } from '../init';

/** What works on this machine and what to do about the rest. */
export const report = procedure('doctor.read').query(async ({ ctx }): Promise<DoctorReport> => {
  const { at, findings } = await reportHealth(ctx.app.domain);
  return {
    atMs: at.getTime(),
    checks: findings.map(({ id, label, ...verdict }) => ({
      id,
      title: label,
      status: verdict.status,
      detail: verdict.detail,
      fix: verdict.status === 'ok' ? null : verdict.remedy,
    })),
  };
});
