import { randomBytes } from 'node:crypto';
import { Socket, isIP } from 'node:net';
import type { LookupFunction } from 'node:net';
import { connect as connectTls } from 'node:tls';
import type { RelayReason } from '@/lib/core/contract/gateway-control';
import { Acknowledged } from '@/gateway/core/rtmp/acknowledged';
import { RtmpChunkReader } from '@/gateway/core/rtmp/chunk-reader';
import type { RtmpMessage } from '@/gateway/core/rtmp/chunk-writer';
import {
  RTMP_DEFAULT_CHUNK_BYTES,
  RTMP_PUBLISH_CHUNK_BYTES,
  writeRtmpPieces,
} from '@/gateway/core/rtmp/chunk-writer';
import { HandshakeReader, clientHello } from '@/gateway/core/rtmp/handshake';
import {
  RTMP_TYPE,
  acknowledgementMessage,
  parseCommand,
  pongFor,
  readControlNumber,
} from '@/gateway/core/rtmp/messages';
import type { PublishFlow } from '@/gateway/core/rtmp/publish-flow';
import { beginPublish, continuePublish, endPublish } from '@/gateway/core/rtmp/publish-flow';
import type { RtmpTarget } from '@/gateway/core/rtmp/rtmp-url';

/** One RTMP or RTMPS connection of a publisher. Decides nothing: timeouts, retries and what to send are the relay's. */
export interface RtmpConnectionEvents {
  onConnected(): void;
  onHandshaken(): void;
  onStarted(): void;
  onDrain(): void;
  onAcknowledged(): void;
  /** Once, instead of `onLost`: another server is to be asked. */
  onRedirected(url: string): void;
  /** Once; the connection is gone. */
  onLost(reason: RelayReason, detail: string): void;
}

/** A publisher gets short answers; more is not RTMP. */
const REPLY_BYTES_MAX = 256 * 1024;
/** Past this the socket holds enough to stay busy; the rest waits in the relay's own queue, where it can be dropped. */
const SOCKET_BUFFER_BYTES_MAX = 128 * 1024;
/** Between the last picture and the end of the publication: servers that end at once throw away what they have not read. */
const END_PAD_MS = 500;
/** How long the end may take to get through before the socket is cut. */
const FAREWELL_MS_MAX = 2_000;

export class RtmpConnection {
  readonly #target: RtmpTarget;
  readonly #events: RtmpConnectionEvents;
  readonly #socket: Socket;
  /** Resolves when the socket is closed, whoever closed it. */
  readonly closed: Promise<void>;
  readonly #reader = new RtmpChunkReader(REPLY_BYTES_MAX);
  #handshake: HandshakeReader | null = new HandshakeReader(2);
  #flow: PublishFlow = { status: 'connecting' };
  #isLost = false;
  #isLeaving = false;
  #serverAckWindow = 0;
  #bytesReceived = 0;
  #bytesAcknowledgedByUs = 0;
  readonly #acknowledged = new Acknowledged();

  /** @param lookup - of the server's name. */
  constructor(target: RtmpTarget, events: RtmpConnectionEvents, lookup: LookupFunction) {
    this.#target = target;
    this.#events = events;
    const { host, port } = target;
    const options = { host, port, lookup };
    this.#socket = target.isTls
      ? // Said here, or NODE_TLS_REJECT_UNAUTHORIZED in the environment would switch the check off for every stream key.
        connectTls({
          ...options,
          rejectUnauthorized: true,
          ...(isIP(host) === 0 ? { servername: host } : {}),
        })
      : new Socket().connect(options);
    this.#socket.setNoDelay(true);
    this.#socket.once(target.isTls ? 'secureConnect' : 'connect', () => this.#onConnected());
    this.#socket.on('data', (bytes: Buffer) => this.#onData(bytes));
    this.#socket.on('drain', () => events.onDrain());
    this.#socket.on('error', (error: NodeJS.ErrnoException) => this.#lose(reasonOf(error), describe(error)));
    this.closed = new Promise((resolve) => void this.#socket.once('close', () => resolve()));
    this.#socket.on('close', () => this.#lose('closed-by-peer', this.#closeDetail()));
  }

  /** Message stream of the publication. 0 until `onStarted`. */
  get streamId(): number {
    return this.#flow.status === 'started' ? this.#flow.streamId : 0;
  }

  /** Bytes given to this connection, whether or not they have left. */
  get bytesWritten(): number {
    return this.#socket.bytesWritten;
  }

  /** Bytes that left this process for the network. */
  get bytesFlushed(): number {
    return this.#socket.bytesWritten - this.#socket.writableLength;
  }

  /** Bytes the peer acknowledged by RTMP. @returns null when it never did. */
  get bytesAcknowledged(): number | null {
    return this.#acknowledged.bytes;
  }

  /** What the peer waits for until it acknowledges again, by its last two. 0 before its first. */
  get acknowledgedStepBytes(): number {
    return this.#acknowledged.stepBytes;
  }

  get canTakeMore(): boolean {
    return !this.#isLost && this.#socket.writableLength < SOCKET_BUFFER_BYTES_MAX;
  }

  /** In one write. Payloads must not change afterwards. */
  send(...messages: readonly RtmpMessage[]): void {
    if (this.#isLost) return;
    // Set Chunk Size is itself still sent under the old size; it fits either way.
    const isSetChunkSize = messages[0]?.typeId === RTMP_TYPE.setChunkSize;
    const chunkBytes = isSetChunkSize ? RTMP_DEFAULT_CHUNK_BYTES : RTMP_PUBLISH_CHUNK_BYTES;
    const pieces = writeRtmpPieces(messages, chunkBytes);
    this.#socket.cork();
    for (const piece of pieces) this.#socket.write(piece);
    this.#socket.uncork();
  }

  /**
   * Ends the publication in order, so that the platform knows it is over: what was sent gets time to be read, then come
   * FCUnpublish, deleteStream and a clean end of the connection. Cut when that takes too long. Send nothing afterwards.
   */
  farewell(): void {
    if (this.#isLost || this.#isLeaving) return;
    this.#isLeaving = true;
    setTimeout(() => this.#unpublish(), END_PAD_MS);
  }

  #unpublish(): void {
    if (this.#isLost) return;
    for (const message of endPublish(this.#flow, this.#target)) this.send(message);
    this.#isLost = true;
    const cut = setTimeout(() => this.#socket.destroy(), FAREWELL_MS_MAX);
    this.#socket.once('close', () => clearTimeout(cut));
    this.#socket.end();
  }

  destroy(): void {
    this.#isLost = true;
    this.#socket.destroy();
  }

  #onConnected(): void {
    this.#events.onConnected();
    if (!this.#isLost) this.#socket.write(clientHello(randomBytes(1536)));
  }

  #onData(bytes: Buffer): void {
    if (this.#isLost) return;
    this.#bytesReceived += bytes.length;
    if (this.#handshake === null) return this.#readChunks(bytes);
    const result = this.#handshake.push(bytes);
    if (result.status === 'bad-version')
      return this.#lose('protocol-error', 'The server does not speak RTMP.');
    if (result.status === 'more') return;
    this.#handshake = null;
    this.#socket.write(result.firstBlock);
    this.#events.onHandshaken();
    this.#apply(beginPublish(this.#target));
    if (result.rest.length > 0) this.#readChunks(result.rest);
  }

  #readChunks(bytes: Buffer): void {
    const result = this.#reader.push(bytes);
    for (const message of result.messages) this.#onMessage(message);
    if (!result.ok) this.#lose('protocol-error', `The server sent malformed RTMP (${result.reason}).`);
    this.#acknowledge();
  }

  #onMessage(message: RtmpMessage): void {
    if (this.#isLost) return;
    if (message.typeId === RTMP_TYPE.acknowledgement) this.#onAcknowledgement(readControlNumber(message));
    else if (message.typeId === RTMP_TYPE.windowAckSize)
      this.#serverAckWindow = readControlNumber(message) ?? 0;
    else if (message.typeId === RTMP_TYPE.userControl) {
      const pong = pongFor(message.payload);
      if (pong !== null) this.send(pong);
    } else {
      const command = parseCommand(message);
      if (command !== null) this.#apply(continuePublish(this.#flow, command, this.#target));
    }
  }

  #apply(step: { flow: PublishFlow; send: RtmpMessage[] }): void {
    const wasStarted = this.#flow.status === 'started';
    this.#flow = step.flow;
    for (const message of step.send) this.send(message);
    if (step.flow.status === 'refused') this.#lose(step.flow.reason, step.flow.detail);
    else if (step.flow.status === 'redirected') {
      this.destroy();
      this.#events.onRedirected(step.flow.url);
    } else if (step.flow.status === 'started' && !wasStarted) this.#events.onStarted();
  }

  #onAcknowledgement(bytes: number | null): void {
    if (bytes === null) return;
    this.#acknowledged.note(bytes);
    this.#events.onAcknowledged();
  }

  /** The peer may stop talking to us if its own bytes go unacknowledged. */
  #acknowledge(): void {
    if (this.#serverAckWindow === 0 || this.#isLost) return;
    if (this.#bytesReceived - this.#bytesAcknowledgedByUs < this.#serverAckWindow) return;
    this.#bytesAcknowledgedByUs = this.#bytesReceived;
    this.send(acknowledgementMessage(this.#bytesReceived));
  }

  #closeDetail(): string {
    return this.#flow.status === 'publishing'
      ? 'The server closed the connection when it got the stream key. Check the key.'
      : 'The server closed the connection.';
  }

  #lose(reason: RelayReason, detail: string): void {
    if (this.#isLost) return;
    this.#isLost = true;
    this.#socket.destroy();
    this.#events.onLost(reason, detail);
  }
}

const REASON_BY_ERRNO: Record<string, RelayReason> = {
  ENOTFOUND: 'dns-failed',
  EAI_AGAIN: 'dns-failed',
  EAI_NODATA: 'dns-failed',
  ECONNREFUSED: 'refused',
  EHOSTUNREACH: 'refused',
  ENETUNREACH: 'refused',
  ETIMEDOUT: 'connect-timeout',
  ECONNRESET: 'reset',
  EPIPE: 'reset',
};

function reasonOf(error: NodeJS.ErrnoException): RelayReason {
  const code = error.code ?? '';
  const known = REASON_BY_ERRNO[code];
  if (known !== undefined) return known;
  return /^(ERR_TLS|ERR_SSL|CERT_|DEPTH_ZERO|SELF_SIGNED|UNABLE_TO|ERR_CERT|EPROTO)/.test(code)
    ? 'tls-failed'
    : 'reset';
}

function describe(error: NodeJS.ErrnoException): string {
  return (error.code === undefined ? error.message : `${error.code}: ${error.message}`).slice(0, 200);
}
