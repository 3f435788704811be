import { DisconnectReason, JoinRequest } from '@livekit/protocol';
import { pino } from 'pino';
import { afterEach, describe, expect, it } from 'vitest';
import { findFreePorts } from '@/scripts/harness/free-ports';
import { Room } from './room';
import { Session } from './session';

const logger = pino({ level: 'silent' });
const opened: Session[] = [];

function newRoom(maxParticipants = 0): { room: Room; events: string[] } {
  const events: string[] = [];
  const room = new Room({
    ...{ name: 'show', emptyTimeoutS: 300, departureTimeoutS: 20, maxParticipants, metadata: '', logger },
    webhooks: {
      send: ({ event, participant }) => void events.push(`${event} ${participant?.identity ?? ''}`.trim()),
    },
    now: () => 0,
    iceServers: () => [],
  });
  return { room, events };
}

async function join(room: Room, identity: string): Promise<Session> {
  const session = new Session({
    grants: { identity, name: '', metadata: '', attributes: {}, video: { roomJoin: true } },
    ...{ joinRequest: new JoinRequest(), room, isDual: false, logger, now: () => 0 },
    predecessor: room.predecessorOf(identity),
    mintToken: () => Promise.resolve(null),
    ...{ udpPort: await findFreePorts(1), bindAddress: '127.0.0.1', announcedIps: ['127.0.0.1'] },
  });
  opened.push(session);
  room.join(session);
  return session;
}

afterEach(() => {
  for (const session of opened.splice(0)) session.close(DisconnectReason.SERVER_SHUTDOWN);
});

describe('news of a participant', () => {
  it('are an aborted connection when its media never came up, and no leave that follows no join', async () => {
    const { room, events } = newRoom();
    (await join(room, 'anna')).close(DisconnectReason.CLIENT_INITIATED);
    expect(events).toEqual(['room_started', 'participant_connection_aborted anna']);
  });
});

it('a room is full when as many are in it as it was made for, or a hundred', async () => {
  const { room } = newRoom(2);
  await join(room, 'anna');
  expect(room.isFull).toBe(false);
  const ben = await join(room, 'ben');
  expect(room.isFull).toBe(true);
  ben.close(DisconnectReason.CLIENT_INITIATED);
  expect(room.isFull).toBe(false);
});

describe('[SG26] tokens that hold no more', () => {
  it('are those of that identity from before the moment named', () => {
    const { room } = newRoom();
    room.revokeTokens('anna', 1_000);
    expect(room.isRevoked({ identity: 'anna', notBeforeS: 999 })).toBe(true);
    // One that says nothing of its time is as old as any.
    expect(room.isRevoked({ identity: 'anna' })).toBe(true);
    expect(room.isRevoked({ identity: 'anna', notBeforeS: 1_000 })).toBe(false);
    expect(room.isRevoked({ identity: 'ben', notBeforeS: 1 })).toBe(false);
  });

  it('are remembered of the latest only: a list without end is no attack', () => {
    const { room } = newRoom();
    for (let index = 0; index < 600; index += 1) room.revokeTokens(`guest-${index}`, 1_000);
    expect(room.isRevoked({ identity: 'guest-0' })).toBe(false);
    expect(room.isRevoked({ identity: 'guest-599' })).toBe(true);
  });
});
