import { TrackSource } from 'livekit-server-sdk';
import { describe, expect, it } from 'vitest';
import type { ShowState } from '@/lib/core/contract/show-state';
import type { SystemCommand } from '@/lib/core/show/system-command';
import type { ShowCommand } from '@/lib/core/contract/show-commands';
import { act, after, guest, newShow } from '@/lib/core/show/testing/show-fixtures';
import { RoomKeeper, type RoomService } from './room-keeper';

/** A room that writes down what it is told; LiveKit's own refusals can be given to it. */
function setUp(failures: Error[] = []) {
  const calls: string[] = [];
  const revoked: bigint[] = [];
  let state: ShowState = after(newShow(), guest('s1'));
  let tell: (change: { before: ShowState; after: ShowState }) => void = () => undefined;
  const service = {
    updateParticipant: (
      _room: string,
      identity: string,
      options: { permission: { canSubscribe: boolean } },
    ) => {
      const failure = failures.shift();
      if (failure) return Promise.reject(failure);
      calls.push(`${identity} hears ${options.permission.canSubscribe}`);
      return Promise.resolve({});
    },
    removeParticipant: (_room: string, identity: string, options: { revokeTokenTs: bigint }) => {
      calls.push(`${identity} out`);
      revoked.push(options.revokeTokenTs);
      return Promise.resolve();
    },
    listParticipants: () =>
      Promise.resolve([
        {
          identity: 'seat:s1',
          tracks: [
            { sid: 'TR_cam', source: TrackSource.CAMERA, muted: false },
            { sid: 'TR_mic', source: TrackSource.MICROPHONE, muted: false },
          ],
        },
      ]),
    mutePublishedTrack: (_room: string, identity: string, sid: string, muted: boolean) => {
      calls.push(`${identity} ${sid} muted ${muted}`);
      return Promise.resolve({});
    },
  } as unknown as RoomService;
  const quiet = () => undefined;
  const keeper = new RoomKeeper({
    service,
    logger: { debug: quiet, warn: quiet },
    stateOf: () => state,
    nowMs: () => 12_999,
  });
  keeper.follow({
    showId: 'show1',
    state,
    onChange: (listener) => {
      tell = listener;
      return () => undefined;
    },
  });
  const give = async (...commands: (ShowCommand | SystemCommand)[]) => {
    for (const command of commands) {
      const result = act(state, command);
      if (!result.ok) throw new Error(result.error.code);
      const before = state;
      state = result.state;
      tell({ before, after: state });
    }
    await keeper.settle();
  };
  return { calls, revoked, keeper, give };
}

describe('the room follows the show', () => {
  it('an admitted guest may listen, one sent back to waiting leaves the room', async () => {
    const { calls, give } = setUp();
    await give({ type: 'seat.admit', seatId: 's1' });
    await give({ type: 'seat.toWaiting', seatId: 's1' });
    expect(calls).toEqual(['seat:s1 hears true', 'seat:s1 out']);
  });

  it('a removed guest leaves the room, and the tokens it was given until that second go with it', async () => {
    const { calls, revoked, give } = setUp();
    await give({ type: 'seat.deny', seatId: 's1' });
    expect(calls).toEqual(['seat:s1 out']);
    expect(revoked).toEqual([12n]);
  });

  it('the producer closes a microphone, and never opens one', async () => {
    const { calls, give } = setUp();
    await give({ type: 'seat.admit', seatId: 's1' });
    await give({ type: 'seat.setProducerMute', seatId: 's1', muted: true });
    await give({ type: 'seat.setProducerMute', seatId: 's1', muted: false });
    expect(calls.filter((call) => call.includes('TR_'))).toEqual(['seat:s1 TR_mic muted true']);
  });

  it('a late step works towards the newest state', async () => {
    const { calls, give } = setUp();
    await give({ type: 'seat.admit', seatId: 's1' }, { type: 'seat.remove', seatId: 's1' });
    expect(calls.at(-1)).toBe('seat:s1 out');
    expect(calls).not.toContain('seat:s1 hears true');
  });

  it('tries again when the room does not answer, and not when the guest is not in it', async () => {
    const away = setUp([new Error('socket hang up')]);
    await away.give({ type: 'seat.admit', seatId: 's1' });
    expect(away.calls).toEqual(['seat:s1 hears true']);
    const missing = setUp([Object.assign(new Error('no such participant'), { code: 'not_found' })]);
    await missing.give({ type: 'seat.admit', seatId: 's1' });
    expect(missing.calls).toEqual([]);
  });

  it('whoever joins with an older token is brought to the state of now', async () => {
    const { calls, keeper } = setUp();
    const joined = {
      event: 'participant_joined',
      room: { name: 'show1' },
      participant: { identity: 'seat:s1' },
    };
    keeper.handleWebhook(joined as never);
    keeper.handleWebhook({ ...joined, participant: { identity: 'producer:u1:c1' } } as never);
    await keeper.settle();
    expect(calls).toEqual(['seat:s1 out']);
  });

  it('what guests say of themselves is no business of the room', async () => {
    const { calls, give } = setUp();
    await give(
      { type: 'seat.setSelfMute', seatId: 's1', muted: true },
      { type: 'seat.setGain', seatId: 's1', gainDb: -3 },
    );
    expect(calls).toEqual([]);
  });
});
