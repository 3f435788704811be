import { refuse } from '@/lib/core/contract/error-codes';

/** Also for shows of other workspaces: nobody learns that they exist. */
export const SHOW_NOT_FOUND = refuse(
  'not-found',
  'This show does not exist, or it belongs to another workspace.',
);
