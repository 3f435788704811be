import { afterAll, beforeAll, expect, it } from 'vitest';
import type { ChatRoom } from '@/lib/core/contract/chat';
import type { Client, Harness } from './testing/realtime-harness';
import { next, send, SHOW_ID, startHarness } from './testing/realtime-harness';

let harness: Harness;
let ada: Client;
beforeAll(async () => {
  harness = await startHarness();
  harness.members.set('ada', 'producer');
  const show = await harness.sessions.open(SHOW_ID);
  for (const seatId of ['s1', 's2']) {
    show?.session.run({ type: 'seat.join', seatId, name: seatId, role: 'guest', userId: null });
    harness.seats.set(`token-of-${seatId}`, seatId);
  }
  ada = harness.connect({ userId: 'ada' });
  await next(ada, 'snapshot');
});
afterAll(() => harness.close());

let ids = 0;
const say = (client: Client, to: ChatRoom, text: string) =>
  send(client, { type: 'chat.say', messageId: `m${(ids += 1)}`, to, text });
const toSeat = (seatId: string): ChatRoom => ({ kind: 'seat', seatId });
const texts = ({ lines }: { lines: { text: string }[] }) => lines.map(({ text }) => text);

it('a guest is sent what it may read and nothing else, then only what is new', async () => {
  const heard: unknown[] = [];
  const guest = harness.connect({ seatToken: 'token-of-s1' });
  guest.on('chat', (message) => heard.push(message));
  const first = await next(guest, 'chat');
  expect(first).toEqual({ lines: [], isWhole: true });
  await say(ada, { kind: 'producers' }, 'Secret');
  await say(ada, toSeat('s2'), 'For another');
  const mine = next(guest, 'chat');
  await say(ada, toSeat('s1'), 'For you');
  expect(await mine).toMatchObject({
    lines: [{ text: 'For you', to: 'producers', name: 'ada' }],
    isWhole: false,
  });
  const own = next(guest, 'chat');
  expect((await say(guest, toSeat('s1'), 'Thanks')).ok).toBe(true);
  expect(await own).toMatchObject({ lines: [{ text: 'Thanks', isOwn: true }], isWhole: false });
  expect(await say(guest, { kind: 'everyone' }, 'Hello?')).toMatchObject({ error: { code: 'forbidden' } });
  expect(JSON.stringify(heard)).not.toMatch(/Secret|another/);
});

it('an admitted guest reads what everyone reads, a reconnect has it again, and the waiting room has not', async () => {
  await say(ada, { kind: 'everyone' }, 'Welcome all');
  const guest = harness.connect({ seatToken: 'token-of-s2' });
  expect(texts(await next(guest, 'chat'))).toEqual(['For another']);
  const admitted = next(guest, 'chat');
  await send(ada, { type: 'seat.admit', seatId: 's2' });
  expect(texts(await admitted)).toEqual(['For another', 'Welcome all']);
  guest.disconnect();
  const again = harness.connect({ seatToken: 'token-of-s2' });
  expect(texts(await next(again, 'chat'))).toEqual(['For another', 'Welcome all']);
  const back = next(again, 'chat');
  await send(ada, { type: 'seat.toWaiting', seatId: 's2' });
  expect(texts(await back)).toEqual(['For another']);
});

it('is kept with the show, and not listed among what people did', async () => {
  const show = await harness.sessions.open(SHOW_ID);
  show?.session.storeSnapshot();
  await show?.session.flush();
  const stored = await harness.store.load(SHOW_ID);
  expect(stored?.snapshot.chat.map(({ text }) => text)).toContain('Secret');
  expect(JSON.stringify(harness.store.audit)).not.toContain('Secret');
});

it('text that is too long is refused, and markup is only text', async () => {
  expect(await say(ada, { kind: 'producers' }, 'x'.repeat(501))).toMatchObject({
    error: { code: 'invalid-input' },
  });
  await say(ada, { kind: 'producers' }, '<img src=x onerror=alert(1)>');
  const show = await harness.sessions.open(SHOW_ID);
  expect(show?.session.state.chat.at(-1)?.text).toBe('<img src=x onerror=alert(1)>');
});
