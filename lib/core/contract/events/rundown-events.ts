import type { RundownItem, RundownRun } from '../show-state';

export type RundownEvent =
  | { type: 'rundown.itemPut'; item: RundownItem; index: number }
  | { type: 'rundown.itemChanged'; item: RundownItem }
  | { type: 'rundown.itemRemoved'; itemId: string }
  | { type: 'rundown.reordered'; itemIds: string[] }
  | { type: 'rundown.ran'; run: RundownRun | null };
