import type { CheckEvent } from '../../contract/events/check-events';
import type { Folds } from './fold';

export const CHECK_FOLDS: Folds<CheckEvent['type']> = {
  'check.changed': (state, { check }) => ({ ...state, check }),
};
