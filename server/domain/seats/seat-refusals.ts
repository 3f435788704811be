import { refuse } from '@/lib/core/contract/error-codes';

/** The same for a link that never was and one of an archived show: nothing to learn by guessing. */
export const LINK_UNKNOWN = refuse(
  'not-found',
  'This link does not work. Check that it is complete, or ask for a new one.',
);
export const LINK_CLOSED = refuse('invite-closed', 'This link is closed. Ask the producer for a new one.');
export const SEAT_GONE = refuse('invite-closed', 'The producer has closed your seat in this show.');
export const SHOW_UNKNOWN = refuse(
  'not-found',
  'This show does not exist, or it belongs to another workspace.',
);
