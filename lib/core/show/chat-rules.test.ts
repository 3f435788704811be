import { describe, expect, it } from 'vitest';
import type { ChatRoom } from '../contract/chat';
import { CHAT_PACE, LIMITS } from '../contract/limits';
import type { Actor, ShowCommand } from '../contract/show-commands';
import type { ShowState } from '../contract/show-state';
import { guestChat } from './chat-rooms';
import { reduceShow } from './reduce-show';
import {
  after,
  facts,
  guest,
  newShow,
  NOW_MS,
  PRODUCER,
  seatActor,
  SECOND_PRODUCER,
} from './testing/show-fixtures';

const PRODUCERS: ChatRoom = { kind: 'producers' };
const EVERYONE: ChatRoom = { kind: 'everyone' };
const to = (seatId: string): ChatRoom => ({ kind: 'seat', seatId });
let ids = 0;
const say = (room: ChatRoom, text = 'Hello', messageId = `m${(ids += 1)}`): ShowCommand => ({
  type: 'chat.say',
  messageId,
  to: room,
  text,
});

/** s1 backstage, s2 waiting, s3 gone. */
const room = () =>
  after(
    newShow(),
    guest('s1'),
    guest('s2'),
    guest('s3'),
    { type: 'seat.admit', seatId: 's1' },
    { type: 'seat.deny', seatId: 's3' },
  );
const give = (state: ShowState, command: ShowCommand, actor: Actor, nowMs = NOW_MS) =>
  reduceShow(state, command, facts(actor, nowMs));
const answer = (command: ShowCommand, actor: Actor) => {
  const result = give(room(), command, actor);
  return result.ok ? 'ok' : result.error.code;
};
/** Messages far enough apart for the pace. */
const said = (...lines: [room: ChatRoom, actor: Actor, text: string][]) =>
  lines.reduce((state, [target, actor, text], index) => {
    const result = give(state, say(target, text), actor, NOW_MS + index * CHAT_PACE.perMs);
    if (!result.ok) throw new Error(result.error.message);
    return result.state;
  }, room());

describe('chat', () => {
  it.each([
    ['a producer to the producers', PRODUCERS, PRODUCER, 'ok'],
    ['a producer to everyone', EVERYONE, PRODUCER, 'ok'],
    ['a producer to a waiting guest', to('s2'), PRODUCER, 'ok'],
    ['a producer to a guest who is gone', to('s3'), PRODUCER, 'wrong-phase'],
    ['a producer to nobody', to('s9'), PRODUCER, 'not-found'],
    ['a guest backstage to everyone', EVERYONE, seatActor('s1'), 'ok'],
    ['a waiting guest to everyone', EVERYONE, seatActor('s2'), 'forbidden'],
    ['a waiting guest to the producers, in its own conversation', to('s2'), seatActor('s2'), 'ok'],
    ['a guest into the room of the producers', PRODUCERS, seatActor('s1'), 'forbidden'],
    ['a guest to another guest', to('s2'), seatActor('s1'), 'forbidden'],
    ['a guest who is gone', to('s3'), seatActor('s3'), 'wrong-phase'],
    ['the server', EVERYONE, { kind: 'system', name: 'test' } as Actor, 'forbidden'],
  ])('[CH1] %s', (_who, target, actor, outcome) => expect(answer(say(target), actor)).toBe(outcome));

  it('[CH2] a guest reads its own conversation and what everyone reads, and nothing else', () => {
    const state = said(
      [PRODUCERS, PRODUCER, 'Is he late?'],
      [EVERYONE, PRODUCER, 'Welcome'],
      [to('s1'), PRODUCER, 'You are next'],
      [to('s1'), seatActor('s1'), 'Fine'],
      [to('s2'), SECOND_PRODUCER, 'One moment'],
    );
    const read = (seatId: string, of = state) =>
      guestChat(of, seatId).map(({ text, isOwn }) => [text, isOwn]);
    expect(read('s1')).toEqual([
      ['Welcome', false],
      ['You are next', false],
      ['Fine', true],
    ]);
    expect(read('s2')).toEqual([['One moment', false]]);
    expect(read('s1', after(state, { type: 'seat.toWaiting', seatId: 's1' })).map(([text]) => text)).toEqual([
      'You are next',
      'Fine',
    ]);
    expect(JSON.stringify(guestChat(state, 's1'))).not.toContain('u1');
  });

  it('[CH5] a guest tells producers from guests, and two producers of one name apart', () => {
    const namesake: Actor = { kind: 'user', userId: 'u3', name: 'Ada', role: 'producer' };
    const state = said(
      [EVERYONE, PRODUCER, 'One'],
      [EVERYONE, namesake, 'Two'],
      [EVERYONE, seatActor('s1'), 'Three'],
      [EVERYONE, PRODUCER, 'Four'],
    );
    expect(guestChat(state, 's1').map(({ name, role, namesake: number }) => [name, role, number])).toEqual([
      ['Ada', 'producer', 1],
      ['Ada', 'producer', 2],
      ['s1', 'guest', 1],
      ['Ada', 'producer', 1],
    ]);
  });

  it('[CH3] keeps the newest, and a talkative guest displaces only their own words', () => {
    const flood = Array.from(
      { length: LIMITS.chatRoomMessagesMax + 20 },
      (_, index): [ChatRoom, Actor, string] => [to('s2'), seatActor('s2'), `n${index}`],
    );
    const { chat } = said([PRODUCERS, PRODUCER, 'Kept'], ...flood);
    expect(chat).toHaveLength(LIMITS.chatRoomMessagesMax + 1);
    expect(chat[0]?.text).toBe('Kept');
    expect(chat.at(-1)?.text).toBe(`n${LIMITS.chatRoomMessagesMax + 19}`);
  });

  it('[CH4] is paced for each person, and opens again', () => {
    let state = room();
    for (let index = 0; index < CHAT_PACE.messages; index += 1) {
      const result = give(state, say(EVERYONE), PRODUCER);
      if (result.ok) state = result.state;
    }
    expect(give(state, say(EVERYONE), PRODUCER)).toMatchObject({ error: { code: 'rate-limited' } });
    expect(give(state, say(EVERYONE), SECOND_PRODUCER).ok).toBe(true);
    expect(give(state, say(EVERYONE), PRODUCER, NOW_MS + CHAT_PACE.perMs).ok).toBe(true);
  });

  it('[CH4] the same message again is not a second one', () => {
    const state = said([EVERYONE, PRODUCER, 'Once']);
    const again = say(EVERYONE, 'Once', state.chat[0]?.messageId);
    expect(give(state, again, PRODUCER)).toMatchObject({ ok: true, events: [] });
  });
});
