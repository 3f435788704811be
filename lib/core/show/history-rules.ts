import type { Rules } from './rule';
import { NOTHING } from './rule';

/** A browser cannot know what its person's history on the server holds: the effect comes with the events (UndoHistory). */
export const HISTORY_RULES: Rules<'history.undo' | 'history.redo'> = {
  'history.undo': () => NOTHING,
  'history.redo': () => NOTHING,
};
