import { getSetupStatus } from '@/server/domain/setup/get-setup-status';
import { publicProcedure } from '../init';

/** Whether this installation still waits for its owner. */
export const setupStatus = publicProcedure('setup.read').query(({ ctx }) => getSetupStatus(ctx.app.domain));
