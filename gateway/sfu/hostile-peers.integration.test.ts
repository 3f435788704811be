import {
  AddTrackRequest,
  DisconnectReason,
  JoinRequest,
  SessionDescription,
  SignalRequest,
  SignalResponse,
  TrickleRequest,
  WrappedJoinRequest,
} from '@livekit/protocol';
import { dispose } from '@livekit/rtc-node';
import { randomBytes } from 'node:crypto';
import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { Bot } from './testing/bot';
import { startSfu, waitFor, type RunningSfu } from './testing/start-sfu';

/** A signalling connection that keeps to no rule. */
class RawPeer {
  readonly heard: string[] = [];
  closeCode: number | null = null;
  leaveReason: DisconnectReason | null = null;

  private constructor(readonly socket: WebSocket) {
    socket.on('message', (data: Buffer) => {
      const { message } = SignalResponse.fromBinary(data);
      this.heard.push(message.case ?? '');
      if (message.case === 'leave') this.leaveReason = message.value.reason;
    });
    socket.on('close', (code) => (this.closeCode = code));
    socket.on('error', () => this.heard.push('error'));
  }

  static async join(sfu: RunningSfu, identity: string): Promise<RawPeer> {
    const wrapped = new WrappedJoinRequest({ joinRequest: new JoinRequest().toBinary() });
    const encoded = Buffer.from(wrapped.toBinary()).toString('base64url') || 'EgA';
    const token = await sfu.token(identity);
    const peer = new RawPeer(
      new WebSocket(`${sfu.wsUrl}/rtc/v1?access_token=${token}&join_request=${encoded}`),
    );
    await waitFor('the join response', () => peer.heard.includes('join'));
    return peer;
  }

  send(message: SignalRequest['message']): void {
    this.socket.send(new SignalRequest({ message }).toBinary());
  }
}

describe('the embedded SFU among hostile peers', () => {
  let sfu: RunningSfu;
  let anna: Bot;
  let ben: Bot;

  beforeAll(async () => {
    sfu = await startSfu();
    anna = await Bot.join(sfu, 'anna');
    ben = await Bot.join(sfu, 'ben');
    await anna.publishGrey(200);
    await waitFor('a picture', () => (ben.pictures.get('anna')?.frames ?? 0) > 5);
  });

  afterAll(async () => {
    const frames = ben.pictures.get('anna')!.frames;
    await waitFor('the show to go on', () => ben.pictures.get('anna')!.frames > frames + 10);
    expect(anna.has('disconnected') || ben.has('disconnected')).toBe(false);
    await anna.leave();
    await ben.leave();
    expect(await sfu.stop()).toBe(0);
    await dispose();
  });

  it('counts messages that are none, and goes on', async () => {
    const peer = await RawPeer.join(sfu, 'noise');
    peer.socket.send(randomBytes(500));
    peer.socket.send('{"neither":');
    peer.socket.send(new Uint8Array(0));
    peer.send({ case: 'trickle', value: new TrickleRequest({ candidateInit: '{' }) });
    peer.send({ case: 'trickle', value: new TrickleRequest({ candidateInit: 'x'.repeat(5_000) }) });
    peer.send({ case: 'trickle', value: new TrickleRequest({ candidateInit: '{"candidate":7}' }) });
    peer.send({ case: 'addTrack', value: new AddTrackRequest({ cid: '', type: 0 }) });
    peer.send({ case: 'addTrack', value: new AddTrackRequest({ cid: 'x', type: 2 + 75 }) });
    peer.send({ case: 'ping', value: 1n });
    await waitFor('the pong', () => peer.heard.includes('pong'));
    expect(peer.heard.filter((kind) => kind === 'requestResponse')).toHaveLength(2);
    peer.socket.close();
  });

  it('sends away who offers nonsense', async () => {
    const peer = await RawPeer.join(sfu, 'liar');
    peer.send({
      case: 'offer',
      value: new SessionDescription({ type: 'offer', sdp: 'v=0\r\nm=video', id: 1 }),
    });
    await waitFor('the leave', () => peer.leaveReason !== null);
    expect(peer.leaveReason).toBe(DisconnectReason.STATE_MISMATCH);
  });

  it('[SG19] closes on floods and on giants', async () => {
    const flood = await RawPeer.join(sfu, 'flood');
    for (let index = 0; index < 1_000; index++) flood.send({ case: 'ping', value: 1n });
    await waitFor('the flood to be cut', () => flood.closeCode !== null);
    expect(flood.closeCode).toBe(1008);
    const giant = await RawPeer.join(sfu, 'giant');
    giant.socket.send(randomBytes(1024 * 1024));
    await waitFor('the giant to be cut', () => giant.closeCode !== null);
    expect(giant.closeCode).toBe(1009);
  });

  it('limits how many tracks one participant can announce', async () => {
    const peer = await RawPeer.join(sfu, 'greedy');
    for (let index = 0; index < 40; index++) {
      peer.send({ case: 'addTrack', value: new AddTrackRequest({ cid: `c${index}`, type: 1, source: 1 }) });
    }
    await waitFor(
      'all answers',
      () =>
        peer.heard.filter((kind) => kind === 'trackPublished' || kind === 'requestResponse').length === 40,
    );
    expect(peer.heard.filter((kind) => kind === 'trackPublished').length).toBeLessThanOrEqual(12);
    peer.socket.close();
  });

  it('[SG19] waits for no request that does not come to its end, and counts it', async () => {
    const { port } = new URL(sfu.url);
    const socket = connect(Number(port), '127.0.0.1');
    socket.write('POST /twirp/livekit.RoomService/ListRooms HTTP/1.1\r\nHost: sfu\r\n');
    const [answer] = (await once(socket, 'data')) as [Buffer];
    expect(answer.toString()).toMatch(/^HTTP\/1\.1 408 /);
    socket.destroy();
    const metrics = await (await fetch(`${sfu.url}/metrics`)).text();
    expect(metrics).toContain('sfu_rejected_total{kind="http",reason="timeout"} 1');
  });

  it('shrugs off datagrams from strangers', async () => {
    const port = Number(new URL(sfu.url).port) + 1;
    const socket = createSocket('udp4');
    for (let index = 0; index < 500; index++) {
      const noise = randomBytes(1 + (index % 1_400));
      // STUN, DTLS and RTP by their first byte, RFC 7983.
      noise[0] = [0, 22, 128, 200][index % 4]!;
      await new Promise<void>((resolve) => socket.send(noise, port, '127.0.0.1', () => resolve()));
    }
    socket.close();
    expect((await fetch(`${sfu.url}/healthz`)).ok).toBe(true);
  });
});
