import { refuse } from '@/lib/core/contract/error-codes';

export const ASSET_NOT_FOUND = refuse(
  'not-found',
  'This file is not in the library any more. Somebody may have deleted it.',
);
