import type { ShowCheck } from '../show-check';

export type CheckEvent = { type: 'check.changed'; check: ShowCheck };
