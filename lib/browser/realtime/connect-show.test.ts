import { afterEach, describe, expect, it, vi } from 'vitest';
import type { CommandEnvelope, CommandReply, Handshake } from '@/lib/core/contract/realtime';
import type { ShowCommand } from '@/lib/core/contract/show-commands';
import { newShow, NOW_MS, PRODUCER } from '@/lib/core/show/testing/show-fixtures';
import { connectShow, type ShowSocket } from './connect-show';

/** The server's half of a socket: what was sent is kept, what arrives is told. */
function fakeSocket() {
  const listeners = new Map<string, (message?: unknown) => void>();
  const sent: { event: string; args: unknown[] }[] = [];
  let handshake: (() => Handshake) | null = null;
  const socket = {
    connected: false,
    on: (event: string, listener: (message?: unknown) => void) => void listeners.set(event, listener),
    emit: (event: string, ...args: unknown[]) => void sent.push({ event, args }),
    disconnect: () => {
      socket.connected = false;
    },
  };
  return {
    open: (give: () => Handshake) => {
      handshake = give;
      return socket as unknown as ShowSocket;
    },
    tell: (event: string, message?: unknown) => listeners.get(event)?.(message),
    connect: () => {
      socket.connected = true;
      listeners.get('connect')?.();
    },
    drop: () => {
      socket.connected = false;
      listeners.get('disconnect')?.();
    },
    commands: () =>
      sent
        .filter(({ event }) => event === 'command')
        .map(({ args }) => ({
          envelope: args[0] as CommandEnvelope,
          reply: args[1] as (reply: CommandReply) => void,
        })),
    sent,
    handshake: () => handshake?.(),
  };
}

function connected() {
  const server = fakeSocket();
  const show = connectShow({
    showId: 'show1',
    clientId: 'client-1',
    actor: PRODUCER,
    openSocket: server.open,
  });
  server.connect();
  server.tell('snapshot', { seq: 4, state: newShow(), recent: [], serverNowMs: NOW_MS });
  return { server, show };
}

const renamed = (seq: number, title: string, commandId: string | null = null) => ({
  seq,
  atMs: NOW_MS,
  actor: PRODUCER,
  event: { type: 'title.changed', title },
  commandId,
});

afterEach(() => vi.useRealTimers());

describe('connectShow', () => {
  it('shows the effect of a command before the server has answered', () => {
    const { server, show } = connected();
    void show.command({ type: 'scene.activate', sceneId: 'b' });
    expect(show.get().state?.programSceneId).toBe('b');
    expect(server.commands()).toHaveLength(1);
  });

  it('takes a refused command back and hands the reason to the caller', async () => {
    const { server, show } = connected();
    const reply = show.command({ type: 'scene.activate', sceneId: 'b' });
    const refusal = { ok: false, seq: 4, error: { code: 'forbidden', message: 'No.' } } as const;
    server.commands()[0]?.reply(refusal);
    expect(await reply).toEqual(refusal);
    expect(show.get().state?.programSceneId).toBe('a');
  });

  it('applies events in order and keeps them for the log', () => {
    const { server, show } = connected();
    server.tell('events', { events: [renamed(5, 'Five'), renamed(6, 'Six')], serverNowMs: NOW_MS });
    expect(show.get().state?.title).toBe('Six');
    expect(show.get().log.map(({ seq }) => seq)).toEqual([5, 6]);
  });

  it('asks for what it missed when the numbers have a gap, and applies nothing of it', () => {
    const { server, show } = connected();
    server.tell('events', { events: [renamed(7, 'Seven')], serverNowMs: NOW_MS });
    expect(show.get().state?.title).toBe('Talk');
    expect(server.sent.at(-1)).toEqual({ event: 'resync', args: [{ lastSeq: 4 }] });
  });

  it('comes back with the number it holds, and sends unanswered commands again under the same id', () => {
    const { server, show } = connected();
    void show.command({ type: 'scene.activate', sceneId: 'b' });
    server.drop();
    expect(show.get().link.status).toBe('reconnecting');
    expect(show.get().state?.programSceneId).toBe('b');
    server.connect();
    expect(server.handshake()).toMatchObject({ lastSeq: 4, clientId: 'client-1' });
    const [first, second] = server.commands();
    expect(second?.envelope).toEqual(first?.envelope);
  });

  it('does not call itself online before it knows what it missed', () => {
    const { server, show } = connected();
    server.drop();
    server.connect();
    expect(show.get().link.status).toBe('catching-up');
    server.tell('events', { events: [renamed(7, 'Seven')], serverNowMs: NOW_MS });
    expect(show.get().link.status, 'after a gap').toBe('catching-up');
    server.tell('events', { events: [renamed(5, 'Five'), renamed(6, 'Six')], serverNowMs: NOW_MS });
    expect(show.get().link.status).toBe('online');
    expect(show.get().state?.title).toBe('Six');
  });

  it('says what kind of page it is, and nothing of it as a studio', () => {
    const server = fakeSocket();
    connectShow({ showId: 'show1', clientId: 'client-1', page: 'remote', openSocket: server.open });
    expect(server.handshake()).toMatchObject({ page: 'remote' });
    expect(connected().server.handshake()).not.toHaveProperty('page');
  });

  it('answers "unavailable" when nobody answers for ten seconds', async () => {
    vi.useFakeTimers();
    const { show } = connected();
    const reply = show.command({ type: 'scene.activate', sceneId: 'b' });
    await vi.advanceTimersByTimeAsync(10_000);
    expect(await reply).toMatchObject({ ok: false, error: { code: 'unavailable' } });
    expect(show.get().state?.programSceneId).toBe('a');
  });

  it('stays refused after goodbye, whatever the transport does then', () => {
    const { server, show } = connected();
    server.tell('goodbye', { code: 'not-signed-in', message: 'Sign in again.' });
    server.drop();
    expect(show.get().link).toEqual({
      status: 'refused',
      refusal: { code: 'not-signed-in', message: 'Sign in again.' },
    });
  });

  it('is refused for good by a bad token, but not by a busy server', () => {
    const { server, show } = connected();
    const failure = (code: string) => Object.assign(new Error(code), { data: { code, message: 'Text.' } });
    server.tell('connect_error', failure('unavailable'));
    expect(show.get().link.status).toBe('reconnecting');
    server.tell('connect_error', failure('bad-token'));
    expect(show.get().link.status).toBe('refused');
  });

  it('tells the time of the server', () => {
    vi.useFakeTimers({ now: 5_000 });
    const { show } = connected();
    vi.advanceTimersByTime(250);
    expect(show.serverNowMs()).toBe(NOW_MS + 250);
  });

  it('keeps edits through an outage of half a minute and sends them after it; acts of the moment it gives up', async () => {
    vi.useFakeTimers();
    const { server, show } = connected();
    server.drop();
    const edit = show.command({ type: 'scene.rename', sceneId: 'a', name: 'Written offline' });
    const late = show.command({ type: 'show.goLive' });
    await vi.advanceTimersByTimeAsync(35_000);
    expect(await late).toMatchObject({ ok: false, error: { code: 'unavailable' } });
    expect(show.get().state?.scenes[0]?.name).toBe('Written offline');
    expect(server.commands()).toEqual([]);
    server.connect();
    const [sent, ...others] = server.commands();
    expect(others).toEqual([]);
    expect(sent?.envelope.command).toMatchObject({ type: 'scene.rename' });
    sent?.reply({ ok: true, seq: 4 });
    expect(await edit).toMatchObject({ ok: true });
  });

  it('in an outage an act of the moment is refused at once, so that nothing jumps back on air; edits wait', async () => {
    vi.useFakeTimers();
    const { server, show } = connected();
    server.drop();
    await vi.advanceTimersByTimeAsync(3_500);
    const act = await show.command({ type: 'scene.activate', sceneId: 'b' });
    expect(act).toMatchObject({
      ok: false,
      error: { message: expect.stringMatching(/stays as it is/) as string },
    });
    expect(show.get().state?.programSceneId).toBe('a');
    void show.command({ type: 'scene.rename', sceneId: 'a', name: 'Meanwhile' });
    server.connect();
    expect(server.commands().map(({ envelope }) => envelope.command.type)).toEqual(['scene.rename']);
  });

  it.each<[ShowCommand, boolean]>([
    [{ type: 'graphic.show', graphicId: 'g' }, false],
    [{ type: 'graphic.hideAll' }, true],
    [{ type: 'media.play', mediaId: 'm' }, false],
    [{ type: 'media.playBed', mediaId: 'm' }, false],
    [{ type: 'media.stop' }, true],
    [{ type: 'check.start' }, false],
  ])(
    'after half a minute nothing goes on air by itself; what leaves the air still does: %o',
    async (command, isSent) => {
      vi.useFakeTimers();
      const { server, show } = connected();
      server.drop();
      void show.command(command);
      await vi.advanceTimersByTimeAsync(30_000);
      server.connect();
      expect(server.commands().map(({ envelope }) => envelope.command)).toEqual(isSent ? [command] : []);
    },
  );

  it('has the log from before it opened, and no entry twice', () => {
    const { server, show } = connected();
    const recent = [renamed(3, 'Older'), renamed(4, 'Old')];
    server.tell('snapshot', { seq: 4, state: newShow(), recent, serverNowMs: NOW_MS });
    server.tell('events', { events: [renamed(5, 'New')], serverNowMs: NOW_MS });
    server.tell('snapshot', {
      seq: 5,
      state: newShow(),
      recent: [...recent, renamed(5, 'New')],
      serverNowMs: NOW_MS,
    });
    expect(show.get().log.map(({ seq }) => seq)).toEqual([3, 4, 5]);
  });
});
