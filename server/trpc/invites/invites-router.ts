import { router } from '../init';
import { create } from './create';
import { list } from './list';
import { revoke } from './revoke';

export const invitesRouter = router({
  list,
  create,
  revoke,
});
