import { router } from '../init';
import { createOwnerProcedure } from './create-owner';
import { setupStatus } from './setup-status';

export const setupRouter = router({
  status: setupStatus,
  createOwner: createOwnerProcedure,
});
