import type { EngineLease } from '../show-state';

export type LeaseEvent = { type: 'lease.changed'; lease: EngineLease };
