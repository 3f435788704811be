import { describe, expect, it } from 'vitest';
import type { Actor, ShowCommand } from '../../contract/show-commands';
import type { ShowState } from '../../contract/show-state';
import type { SystemCommand } from '../system-command';
import {
  after,
  guest,
  newShow,
  NOW_MS,
  PRODUCER,
  seatActor,
  SECOND_PRODUCER,
} from '../testing/show-fixtures';
import { targetsOverlap } from './event-targets';
import { UNDO_STEPS_MAX, UndoHistory, type DecideOptions } from './undo-history';

/** A server with one history, and the answer of its last command. */
function desk(initial: ShowState = newShow()) {
  const history = new UndoHistory();
  let state = initial;
  let seq = 0;
  let nowMs = NOW_MS;
  const give = (
    command: ShowCommand | SystemCommand,
    actor: Actor = PRODUCER,
    objection?: DecideOptions['objection'],
  ): string => {
    nowMs += 5_000;
    const result = history.decide(state, command, { actor, nowMs, newId: 'b1' }, { seq, objection });
    if (!result.ok) return `${result.error.code}: ${result.error.message}`;
    seq += result.events.length;
    state = result.state;
    return 'ok';
  };
  return {
    history,
    give,
    undo: (actor: Actor = PRODUCER) => give({ type: 'history.undo' }, actor),
    redo: (actor: Actor = PRODUCER) => give({ type: 'history.redo' }, actor),
    atOnce: (command: ShowCommand) => {
      nowMs -= 4_900;
      return give(command);
    },
    get state() {
      return state;
    },
    name: (sceneId = 'a') => state.scenes.find((scene) => scene.sceneId === sceneId)?.name,
  };
}

const ITEM = { itemId: 'intro', title: 'Intro', durationMs: 60_000, notes: '', sceneId: null };
const rename = (name: string, sceneId = 'a'): ShowCommand => ({ type: 'scene.rename', sceneId, name });
const staged = () =>
  after(
    newShow(),
    guest('s1'),
    guest('s2'),
    { type: 'seat.admit', seatId: 's1' },
    { type: 'seat.admit', seatId: 's2' },
    { type: 'rundown.add', ...ITEM },
  );

describe('undo', () => {
  it('[UN1] takes back one own change after the other, and makes them again', () => {
    const one = desk();
    one.give(rename('First'));
    one.give(rename('Second'));
    expect([one.undo(), one.name()]).toEqual(['ok', 'First']);
    expect([one.undo(), one.name()]).toEqual(['ok', 'Talk']);
    expect(one.undo()).toMatch(/^not-found: There is nothing of yours/);
    expect([one.redo(), one.redo(), one.name()]).toEqual(['ok', 'ok', 'Second']);
    expect([one.undo(), one.name()]).toEqual(['ok', 'First']);
  });

  it('[UN1] leaves alone what others did elsewhere', () => {
    const one = desk();
    one.give(rename('Mine'));
    one.give(rename('Theirs', 'b'), SECOND_PRODUCER);
    expect([one.undo(), one.name('a'), one.name('b')]).toEqual(['ok', 'Talk', 'Theirs']);
    expect(one.undo()).toMatch(/^not-found/);
  });

  it('[UN2] never takes back what somebody else has changed since, and says who', () => {
    const one = desk();
    one.give(rename('Mine'));
    one.give(rename('Theirs'), SECOND_PRODUCER);
    expect([one.undo(), one.name()]).toEqual([
      'conflict: Ben changed this since, so it stays. Ask again for your change before it.',
      'Theirs',
    ]);
    expect(one.undo()).toMatch(/^not-found/);
  });

  it("[UN2] not even when the person's own later change was taken back in between", () => {
    const one = desk();
    one.give(rename('Mine'));
    one.give(rename('Theirs'), SECOND_PRODUCER);
    one.give(rename('Mine again'));
    expect([one.undo(), one.name()]).toEqual(['ok', 'Theirs']);
    expect([one.undo(), one.name()]).toEqual([expect.stringMatching(/^conflict: Ben/), 'Theirs']);
  });

  it('[UN2] a scene counts with all its parts: one that others worked on is not taken away', () => {
    const one = desk();
    one.give({ type: 'scene.add', sceneId: 'new', name: 'New', layout: 'solo' });
    one.give({ type: 'scene.setLayout', sceneId: 'new', layout: 'grid' }, SECOND_PRODUCER);
    expect(one.undo()).toMatch(/^conflict: Ben/);
    expect(one.name('new')).toBe('New');
  });

  it('[UN2] a redo gives way to others too', () => {
    const one = desk();
    one.give(rename('Mine'));
    one.undo();
    one.give(rename('Theirs'), SECOND_PRODUCER);
    expect([one.redo(), one.name()]).toEqual([expect.stringMatching(/^conflict: Ben/), 'Theirs']);
  });

  it('brings a removed scene back with all it had, where it was', () => {
    const one = desk();
    one.give({ type: 'scene.setCard', sceneId: 'b', card: 'Soon', showsFeeds: false });
    const before = one.state;
    one.give({ type: 'scene.remove', sceneId: 'b' });
    expect(one.undo()).toBe('ok');
    expect(one.state).toEqual(before);
    expect([one.redo(), one.name('b')]).toEqual(['ok', undefined]);
  });

  const commands: [string, ShowCommand][] = [
    ['a layout', { type: 'scene.setLayout', sceneId: 'a', layout: 'split' }],
    [
      'a background',
      { type: 'scene.setBackground', sceneId: 'a', background: { kind: 'color', color: '#ff0000' } },
    ],
    ['a logo', { type: 'scene.setLogo', sceneId: 'a', logo: { kind: 'text', text: 'NEWS' } }],
    ['name tags', { type: 'scene.setNameTags', sceneId: 'a', nameTags: false }],
    ['where screens go', { type: 'scene.setScreenLeads', sceneId: 'a', screenLeads: false }],
    ['a copy', { type: 'scene.duplicate', sceneId: 'a', newSceneId: 'c' }],
    ['the order of scenes', { type: 'scene.reorder', sceneIds: ['b', 'a'] }],
    ['the order of people', { type: 'seat.reorder', seatIds: ['s2', 's1'] }],
    ['going on stage', { type: 'seat.toStage', seatId: 's1' }],
    ['going to the waiting room', { type: 'seat.toWaiting', seatId: 's1' }],
    ['a level', { type: 'seat.setGain', seatId: 's1', gainDb: -6 }],
    ['a mirrored picture', { type: 'seat.setMirrored', seatId: 's1', mirrored: true }],
    ['a mute', { type: 'seat.setProducerMute', seatId: 's1', muted: true }],
    ['a name', { type: 'seat.rename', seatId: 's1', name: 'Guest one' }],
    ['a change of the rundown', { type: 'rundown.edit', ...ITEM, title: 'Long intro' }],
    ['an item less', { type: 'rundown.remove', itemId: 'intro' }],
    ['an item more', { type: 'rundown.add', ...ITEM, itemId: 'outro' }],
    ['the program level', { type: 'show.setMasterGain', gainDb: -3 }],
  ];
  it.each(commands)('[UN1] gives back exactly the state before: %s', (_what, command) => {
    const one = desk(staged());
    // Going back is a move of its own, at a time of its own (SW10).
    const still = () => ({ ...one.state, programMovedAtMs: null });
    const before = still();
    expect(one.give(command)).toBe('ok');
    const then = still();
    expect(then).not.toEqual(before);
    expect([one.undo(), still()]).toEqual(['ok', before]);
    expect([one.redo(), still()]).toEqual(['ok', then]);
  });

  it('[UN3] is not about going live, the lease or the program', () => {
    const one = desk();
    one.give({ type: 'lease.claim', engineId: 'engine1', takeOver: false });
    one.give({ type: 'show.goLive' });
    one.give({ type: 'scene.activate', sceneId: 'b' });
    expect(one.undo()).toMatch(/^not-found/);
    expect(one.state.programSceneId).toBe('b');
  });

  it('[UN3] does not pull the scene on program away; off program it can be asked again', () => {
    const one = desk();
    one.give({ type: 'scene.add', sceneId: 'new', name: 'New', layout: 'solo' });
    one.give({ type: 'scene.activate', sceneId: 'new' });
    expect(one.undo()).toMatch(/^conflict: That would change what is on program/);
    one.give({ type: 'scene.activate', sceneId: 'a' });
    expect([one.undo(), one.name('new')]).toEqual(['ok', undefined]);
  });

  it("a guest's own mute does not stand between a producer and the producer's", () => {
    const one = desk(staged());
    one.give({ type: 'seat.setProducerMute', seatId: 's1', muted: true });
    one.give({ type: 'seat.setSelfMute', seatId: 's1', muted: true }, seatActor('s1'));
    expect(one.undo()).toBe('ok');
    expect(one.state.seats[0]?.mute).toEqual({ byProducer: false, bySelf: true });
  });

  it('[UN4] what does not fit any more is refused with the reason, and the one before it is next', () => {
    const one = desk();
    one.give(rename('Mine', 'b'));
    one.give({ type: 'scene.reorder', sceneIds: ['b', 'a'] });
    one.give({ type: 'scene.remove', sceneId: 'a' }, SECOND_PRODUCER);
    expect(one.undo()).toMatch(/^conflict: This cannot be undone any more. Another producer removed/);
    expect([one.undo(), one.name('b')]).toEqual(['ok', 'Solo']);
  });

  it('[UN5] a drag is one change, two drags are two', () => {
    const one = desk();
    one.give({ type: 'show.setMasterGain', gainDb: -1 });
    one.atOnce({ type: 'show.setMasterGain', gainDb: -2 });
    one.atOnce({ type: 'show.setMasterGain', gainDb: -3 });
    one.give({ type: 'show.setMasterGain', gainDb: -9 });
    expect([one.undo(), one.state.masterGainDb]).toEqual(['ok', -3]);
    expect([one.undo(), one.state.masterGainDb]).toEqual(['ok', 0]);
  });

  it('[UN5] a new change ends what could be done again, and old steps are forgotten', () => {
    const one = desk();
    one.give(rename('First'));
    one.undo();
    one.give(rename('Other'));
    expect(one.history.offer('u1')).toEqual({ undo: 'scene.rename', redo: null });
    for (let index = 0; index < UNDO_STEPS_MAX + 5; index += 1) one.give(rename(`N${index}`));
    let undone = 0;
    while (one.undo() === 'ok') undone += 1;
    expect(undone).toBe(UNDO_STEPS_MAX);
  });

  it('[LO1] waits for what somebody else is editing, and keeps the step', () => {
    const one = desk();
    one.give(rename('Mine'));
    const held = () => ({ code: 'conflict', message: 'Ben is editing this right now.' }) as const;
    expect(one.give({ type: 'history.undo' }, PRODUCER, held)).toMatch(/^conflict: Ben is editing/);
    expect([one.undo(), one.name()]).toEqual(['ok', 'Talk']);
  });

  it('[LO3] never waits for what is being edited with what is on program, stage and air', () => {
    const one = desk(after(staged(), { type: 'lease.claim', engineId: 'e1', takeOver: false }));
    const edited = [
      'scene:a',
      'scene:b',
      'order:scenes',
      'order:seats',
      'seat:s1/name',
      'brand',
      'rundown:intro',
    ];
    const held: DecideOptions['objection'] = (targets) =>
      targets.some((target) => edited.some((subject) => targetsOverlap(subject, target)))
        ? { code: 'conflict', message: 'Ben is editing this right now.' }
        : null;
    expect(one.give(rename('Mine'), PRODUCER, held)).toMatch(/^conflict/);
    const onAir: ShowCommand[] = [
      { type: 'seat.toStage', seatId: 's1' },
      { type: 'scene.activate', sceneId: 'b', cut: true },
      { type: 'seat.setProducerMute', seatId: 's1', muted: true },
      { type: 'show.goLive' },
      { type: 'show.cancelCountdown' },
      { type: 'seat.toBackstage', seatId: 's1' },
      { type: 'rundown.start', itemId: 'intro' },
    ];
    expect(onAir.map((command) => one.give(command, PRODUCER, held))).toEqual(onAir.map(() => 'ok'));
  });
});
