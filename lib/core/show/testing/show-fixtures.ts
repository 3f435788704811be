import type { Actor, ShowCommand } from '../../contract/show-commands';
import type { ShowEvent } from '../../contract/show-events';
import type { ShowState } from '../../contract/show-state';
import { createShowState } from '../create-show-state';
import { newSceneDocument } from '../../scene/new-scene-document';
import { reduceShow } from '../reduce-show';
import type { SystemCommand } from '../system-command';

export const NOW_MS = 1_000_000;

export const PRODUCER: Actor = { kind: 'user', userId: 'u1', name: 'Ada', role: 'producer' };
export const SECOND_PRODUCER: Actor = { kind: 'user', userId: 'u2', name: 'Ben', role: 'producer' };
export const SYSTEM: Actor = { kind: 'system', name: 'test' };
export const seatActor = (seatId: string): Actor => ({ kind: 'seat', seatId, name: seatId });

/** Two scenes, two destinations, nobody there. */
export const newShow = (): ShowState =>
  createShowState({
    showId: 'show1',
    title: 'Talk',
    slug: 'talk',
    scenes: [
      { sceneId: 'a', name: 'Talk', document: newSceneDocument('grid') },
      { sceneId: 'b', name: 'Solo', document: newSceneDocument('solo') },
    ],
    destinations: [
      { destinationId: 'd1', name: 'One', platform: 'custom', keyHint: '0001', enabled: true },
      { destinationId: 'd2', name: 'Two', platform: 'custom', keyHint: '0002', enabled: true },
    ],
  });

type Step = ShowCommand | SystemCommand;

/** The actor a command usually has: the seat for its own three, the system for system commands, else the producer. */
export function usualActor(step: Step): Actor {
  if (step.type === 'seat.setSelfMute' || step.type === 'seat.setMedia' || step.type === 'seat.leave') {
    return seatActor(step.seatId);
  }
  return PRODUCER;
}

export const facts = (actor: Actor = PRODUCER, nowMs = NOW_MS) => ({ actor, nowMs, newId: 'broadcast1' });

export const act = (state: ShowState, step: Step, actor = usualActor(step)) =>
  reduceShow(state, step, facts(actor));

/** Runs steps that must all succeed. */
export function after(state: ShowState, ...steps: Step[]): ShowState {
  return steps.reduce((now, step) => {
    const result = act(now, step);
    if (!result.ok) throw new Error(`${step.type} was refused: ${result.error.code} ${result.error.message}`);
    return result.state;
  }, state);
}

export function eventsOf(state: ShowState, step: Step, actor = usualActor(step)): ShowEvent[] {
  const result = act(state, step, actor);
  if (!result.ok) throw new Error(`${step.type} was refused: ${result.error.code}`);
  return result.events;
}

export function refusalOf(state: ShowState, step: Step, actor = usualActor(step)): string {
  const result = act(state, step, actor);
  return result.ok ? 'accepted' : result.error.code;
}

export const guest = (seatId: string): SystemCommand => ({
  type: 'seat.join',
  seatId,
  name: seatId,
  role: 'guest',
  userId: null,
});

export const claim = (engineId = 'engine1', takeOver = false): ShowCommand => ({
  type: 'lease.claim',
  engineId,
  takeOver,
});

export const liveShow = (): ShowState =>
  after(
    newShow(),
    claim(),
    { type: 'show.goLive' },
    {
      type: 'phase.advance',
      broadcastId: 'broadcast1',
      to: 'live',
    },
  );
