import { reportHealth } from '@/server/domain/doctor/report-health';
import { procedure } from '../init';

/** What works on this machine and what to do about the rest. */
export const report = procedure('doctor.read').query(({ ctx }) => reportHealth(ctx.app.domain));
