import type { ChatEvent } from './events/chat-events';
import type { CheckEvent } from './events/check-events';
import type { DestinationEvent } from './events/destination-events';
import type { GraphicEvent } from './events/graphic-events';
import type { LeaseEvent } from './events/lease-events';
import type { MediaEvent } from './events/media-events';
import type { RundownEvent } from './events/rundown-events';
import type { SceneEvent } from './events/scene-events';
import type { SeatEvent } from './events/seat-events';
import type { SoundEvent } from './events/sound-events';
import type { SwitchEvent } from './events/switch-events';
import type { WholeShowEvent } from './events/whole-show-events';
import type { Actor } from './show-commands';

/** Facts, past tense. `applyEvent` folds them; producing them is `reduceShow`'s work. */
export type ShowEvent =
  | WholeShowEvent
  | SceneEvent
  | SwitchEvent
  | SeatEvent
  | SoundEvent
  | DestinationEvent
  | LeaseEvent
  | GraphicEvent
  | MediaEvent
  | RundownEvent
  | ChatEvent
  | CheckEvent;

/** One accepted change, numbered without gaps by the ShowSession. */
export interface NumberedEvent {
  seq: number;
  atMs: number;
  actor: Actor;
  event: ShowEvent;
  /** The command it answers, so that the sender can retire its optimistic copy. */
  commandId: string | null;
}
