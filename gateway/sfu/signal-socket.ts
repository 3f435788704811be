import { SignalRequest, SignalResponse } from '@livekit/protocol';
import type { RawData, WebSocket } from 'ws';
import { TokenBucket } from '../core/bandwidth/token-bucket';
import { countRejected } from './metrics';

/** Offers with 50 sections are near 150 KiB. */
export const SIGNAL_BYTES_MAX = 512 * 1024;
/** A joining client sends some dozens of candidates at once; nobody needs hundreds a second. */
const MESSAGES_BURST = 400;
const MESSAGES_PER_SECOND = 60;
/** Clients ping every 5 s; two missed pings and the line is dead. */
const SILENT_MS_MAX = 15_000;
/** A client that does not read must not fill our memory. */
const BUFFERED_BYTES_MAX = 4 * 1024 * 1024;

interface SignalEvents {
  onRequest(request: SignalRequest): void;
  onClosed(): void;
}

/** The signalling connection of one participant: protobuf in, protobuf out, every bound in one place. */
export class SignalSocket {
  readonly #socket: WebSocket;
  readonly #bucket = new TokenBucket(MESSAGES_BURST);
  readonly #now: () => number;
  readonly #events: SignalEvents;
  #heardMs: number;

  constructor(socket: WebSocket, now: () => number, events: SignalEvents) {
    this.#socket = socket;
    this.#now = now;
    this.#heardMs = now();
    this.#events = events;
    socket.on('message', this.#receive);
    socket.on('close', this.#closed);
    // 'close' follows; without a listener the error would end the process.
    socket.on('error', () => countRejected('signal', 'socket-error'));
  }

  send(message: SignalResponse['message']): void {
    if (this.#socket.readyState !== this.#socket.OPEN) return;
    if (this.#socket.bufferedAmount > BUFFERED_BYTES_MAX) {
      this.#socket.terminate();
      return;
    }
    this.#socket.send(new SignalResponse({ message }).toBinary());
  }

  isSilent(): boolean {
    return this.#now() - this.#heardMs > SILENT_MS_MAX;
  }

  close(): void {
    // A replaced session must not hear of its old socket. Only our listeners: the WebSocket server keeps its count by its own.
    this.#socket.off('message', this.#receive);
    this.#socket.off('close', this.#closed);
    this.#socket.close(1000);
  }

  terminate(): void {
    this.#socket.terminate();
  }

  readonly #receive = (data: RawData, isBinary: boolean): void => {
    const request = this.#parse(data, isBinary);
    if (request !== null) this.#events.onRequest(request);
  };

  readonly #closed = (): void => this.#events.onClosed();

  #parse(data: RawData, isBinary: boolean): SignalRequest | null {
    this.#heardMs = this.#now();
    if (!this.#bucket.take(1, this.#heardMs, MESSAGES_PER_SECOND)) {
      countRejected('signal', 'flood');
      this.#socket.close(1008, 'too many messages');
      return null;
    }
    const bytes = Array.isArray(data) ? Buffer.concat(data) : Buffer.from(data as Buffer);
    try {
      return isBinary
        ? SignalRequest.fromBinary(bytes)
        : SignalRequest.fromJsonString(bytes.toString('utf8'), { ignoreUnknownFields: true });
    } catch {
      countRejected('signal', isBinary ? 'bad-protobuf' : 'bad-json');
      return null;
    }
  }
}
