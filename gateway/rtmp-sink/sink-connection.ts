import { randomBytes } from 'node:crypto';
import type { Socket } from 'node:net';
import { RtmpChunkReader } from '@/gateway/core/rtmp/chunk-reader';
import type { RtmpMessage } from '@/gateway/core/rtmp/chunk-writer';
import { RTMP_DEFAULT_CHUNK_BYTES, writeRtmpMessage } from '@/gateway/core/rtmp/chunk-writer';
import { HandshakeReader, clientHello } from '@/gateway/core/rtmp/handshake';
import type { RtmpCommand } from '@/gateway/core/rtmp/messages';
import {
  RTMP_TYPE,
  acknowledgementMessage,
  commandMessage,
  parseCommand,
  readControlNumber,
  setPeerBandwidthMessage,
  streamBeginMessage,
  windowAckSizeMessage,
} from '@/gateway/core/rtmp/messages';
import type { SinkStream } from './sink-stream';

/** One publisher at the test destination: the server's half of RTMP, as little of it as publishing needs. */
export interface SinkEvents {
  onPublish(stream: SinkStream): void;
  onVideo(streamName: string, tag: Uint8Array): void;
  onClosed(reason: string): void;
}

const MESSAGE_BYTES_MAX = 8 * 1024 * 1024;
const IDLE_MS_MAX = 30_000;
const DEFAULT_ACK_WINDOW_BYTES = 2_500_000;
const STREAM_ID = 1;

export class SinkConnection {
  stream: SinkStream | null = null;
  readonly #socket: Socket;
  readonly #events: SinkEvents;
  readonly #reader = new RtmpChunkReader(MESSAGE_BYTES_MAX);
  #handshake: HandshakeReader | null = new HandshakeReader(1);
  #echoBytesLeft = 1536;
  #received = 0;
  #acknowledged = 0;
  #ackWindow = DEFAULT_ACK_WINDOW_BYTES;
  #reason = 'closed';

  constructor(socket: Socket, events: SinkEvents) {
    this.#socket = socket;
    this.#events = events;
    socket.setNoDelay(true);
    socket.setTimeout(IDLE_MS_MAX, () => this.#close('idle'));
    socket.on('data', (bytes: Buffer) => this.#onData(bytes));
    socket.on('error', (error) => this.#close(error.message));
    socket.once('close', () => events.onClosed(this.#reason));
  }

  #onData(bytes: Buffer): void {
    this.#received += bytes.length;
    const chunks = this.#handshake === null ? bytes : this.#shakeHands(bytes);
    if (chunks === null) return;
    const afterEcho = chunks.subarray(Math.min(this.#echoBytesLeft, chunks.length));
    this.#echoBytesLeft -= chunks.length - afterEcho.length;
    if (afterEcho.length === 0) return;
    const result = this.#reader.push(afterEcho);
    for (const message of result.messages) this.#onMessage(message);
    if (!result.ok) return this.#close(result.reason);
    if (this.#received - this.#acknowledged < this.#ackWindow) return;
    this.#acknowledged = this.#received;
    this.#send(acknowledgementMessage(this.#received));
  }

  /** S0 S1 S2 at once. @returns what follows C1, or null when C1 is not whole. */
  #shakeHands(bytes: Buffer): Buffer | null {
    const result = this.#handshake?.push(bytes) ?? { status: 'bad-version' as const };
    if (result.status === 'bad-version') this.#close('bad-version');
    if (result.status !== 'done') return null;
    this.#handshake = null;
    this.#socket.write(Buffer.concat([clientHello(randomBytes(1536)), result.firstBlock]));
    return result.rest;
  }

  #onMessage(message: RtmpMessage): void {
    const { stream } = this;
    if (stream !== null) stream.bytes += message.payload.length;
    if (message.typeId === RTMP_TYPE.windowAckSize) {
      const wanted = readControlNumber(message) ?? 0;
      if (wanted >= 1_024) this.#ackWindow = wanted;
    } else if (message.typeId === RTMP_TYPE.video && stream !== null) {
      // Packet type 0 is the configuration, not a frame.
      if (message.payload[1] === 1) stream.videoFrames += 1;
      this.#events.onVideo(stream.streamName, message.payload);
    } else if (message.typeId === RTMP_TYPE.audio && stream !== null) {
      if (message.payload[1] === 1) stream.audioFrames += 1;
    } else {
      const command = parseCommand(message);
      if (command !== null) this.#onCommand(command);
    }
  }

  #onCommand(command: RtmpCommand): void {
    const { name, transactionId } = command;
    if (name === 'connect') {
      this.#send(windowAckSizeMessage(DEFAULT_ACK_WINDOW_BYTES));
      this.#send(setPeerBandwidthMessage(DEFAULT_ACK_WINDOW_BYTES));
      const info = { level: 'status', code: 'NetConnection.Connect.Success', description: 'Connected.' };
      this.#reply('_result', transactionId, [{ fmsVer: 'StreamBuddy/1', capabilities: 31 }, info]);
    } else if (name === 'createStream') {
      this.#reply('_result', transactionId, [null, STREAM_ID]);
    } else if (name === 'publish') {
      const streamName = typeof command.args[1] === 'string' ? command.args[1] : '';
      this.stream = { streamName, connectedAtMs: Date.now(), bytes: 0, videoFrames: 0, audioFrames: 0 };
      this.#send(streamBeginMessage(STREAM_ID));
      const info = { level: 'status', code: 'NetStream.Publish.Start', description: 'Publishing.' };
      this.#send(commandMessage({ name: 'onStatus', transactionId: 0, args: [null, info] }, STREAM_ID));
      this.#events.onPublish(this.stream);
    } else if (name === 'deleteStream') {
      this.#close('unpublished');
    }
  }

  #reply(name: string, transactionId: number, args: RtmpCommand['args']): void {
    this.#send(commandMessage({ name, transactionId, args }));
  }

  #send(message: RtmpMessage): void {
    this.#socket.write(writeRtmpMessage(message, RTMP_DEFAULT_CHUNK_BYTES));
  }

  #close(reason: string): void {
    if (this.#reason === 'closed') this.#reason = reason;
    this.#socket.destroy();
  }
}
