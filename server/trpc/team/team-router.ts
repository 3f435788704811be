import { router } from '../init';
import { acceptInvite } from './accept-invite';
import { invite } from './invite';
import { list } from './list';
import { previewInvite } from './preview-invite';
import { removeMemberProcedure } from './remove-member';
import { revokeInvite } from './revoke-invite';
import { setRole } from './set-role';

export const teamRouter = router({
  list,
  invite,
  revokeInvite,
  setRole,
  removeMember: removeMemberProcedure,
  previewInvite,
  acceptInvite,
});
