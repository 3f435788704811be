import type { ShowEvent } from '../contract/show-events';
import type { ShowState } from '../contract/show-state';
import { CHAT_FOLDS } from './folds/chat-folds';
import { CHECK_FOLDS } from './folds/check-folds';
import { DESTINATION_FOLDS } from './folds/destination-folds';
import { GRAPHIC_FOLDS } from './folds/graphic-folds';
import { MEDIA_FOLDS } from './folds/media-folds';
import { RUNDOWN_FOLDS } from './folds/rundown-folds';
import { SCENE_FOLDS } from './folds/scene-folds';
import { SEAT_FOLDS } from './folds/seat-folds';
import { SOUND_FOLDS } from './folds/sound-folds';
import { SWITCH_FOLDS } from './folds/switch-folds';
import { WHOLE_SHOW_FOLDS } from './folds/whole-show-folds';
import type { FoldOf } from './folds/fold';

/**
 * Folds one fact into a show. Never refuses and never throws: an event about a scene, seat or destination that is
 * not there leaves the state as it is, so that every log can be replayed. Unchanged parts keep their identity.
 */
export function applyEvent(state: ShowState, event: ShowEvent): ShowState {
  // The table pairs each type with its own fold; the compiler cannot follow that through an index.
  const fold = FOLDS[event.type] as (state: ShowState, event: ShowEvent) => ShowState;
  return fold(state, event);
}

const FOLDS = {
  ...WHOLE_SHOW_FOLDS,
  ...SCENE_FOLDS,
  ...SWITCH_FOLDS,
  ...SEAT_FOLDS,
  ...SOUND_FOLDS,
  ...DESTINATION_FOLDS,
  ...GRAPHIC_FOLDS,
  ...MEDIA_FOLDS,
  ...RUNDOWN_FOLDS,
  ...CHAT_FOLDS,
  ...CHECK_FOLDS,
} satisfies { [T in ShowEvent['type']]: FoldOf<T> };
