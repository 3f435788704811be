import { router } from '../init';
import { me } from './me';
import { revokeSessionProcedure } from './revoke-session';
import { sessions } from './sessions';

export const accountRouter = router({
  me,
  sessions,
  revokeSession: revokeSessionProcedure,
});
