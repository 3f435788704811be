import type { ShowEvent } from '../contract/show-events';
import type { ShowState } from '../contract/show-state';
import { applyEvent } from './apply-event';

/** A scene has just gone on program. `now` is the state with that, and with what was added since. */
export interface ProgramTurn {
  readonly leavingSceneId: string;
  readonly comingSceneId: string;
  readonly now: ShowState;
  add(event: ShowEvent): void;
}

/**
 * Adds to a command's events what a scene brings along and takes away. Whatever puts a scene on program passes here, so
 * that no way of switching can forget it.
 */
export function followProgram(
  state: ShowState,
  events: readonly ShowEvent[],
  onTurn: (turn: ProgramTurn) => void,
): ShowEvent[] {
  if (!events.some(({ type }) => type === 'program.activated')) return [...events];
  const all: ShowEvent[] = [];
  let now = state;
  const add = (event: ShowEvent): void => {
    all.push(event);
    now = applyEvent(now, event);
  };
  for (const event of events) {
    const leavingSceneId = now.programSceneId;
    add(event);
    if (event.type !== 'program.activated') continue;
    onTurn({
      leavingSceneId,
      comingSceneId: event.sceneId,
      get now() {
        return now;
      },
      add,
    });
  }
  return all;
}
