import { router } from '../init';
import { changePasswordProcedure } from './change-password';
import { me } from './me';
import { revokeSessionProcedure } from './revoke-session';
import { sessions } from './sessions';

export const accountRouter = router({
  me,
  sessions,
  changePassword: changePasswordProcedure,
  revokeSession: revokeSessionProcedure,
});
