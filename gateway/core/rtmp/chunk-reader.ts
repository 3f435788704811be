import { ByteQueue } from './byte-queue';
import type { RtmpMessage } from './chunk-writer';
import { RTMP_DEFAULT_CHUNK_BYTES } from './chunk-writer';

/** Puts RTMP chunks together again. Holds at most one partial message per chunk stream, all of them bounded. */

export type ChunkFailure =
  'message-too-large' | 'too-many-chunk-streams' | 'bad-chunk-size' | 'no-previous-header';
export type ChunkReadResult =
  { ok: true; messages: RtmpMessage[] } | { ok: false; reason: ChunkFailure; messages: RtmpMessage[] };

/** Real peers use 2 to 8 chunk streams. */
const CHUNK_STREAMS_MAX = 32;
const CHUNK_BYTES_MAX = 0xffffff;

interface ChunkStream {
  timestampMs: number;
  deltaMs: number;
  length: number;
  typeId: number;
  streamId: number;
  isExtended: boolean;
  /** Body of the message so far. A chunk may have one byte, so parts would cost more than what they carry. */
  body: ByteQueue;
}

export class RtmpChunkReader {
  readonly #streams = new Map<number, ChunkStream>();
  readonly #messageBytesMax: number;
  #chunkBytes = RTMP_DEFAULT_CHUNK_BYTES;
  readonly #pending = new ByteQueue();
  #failure: ChunkFailure | null = null;

  /** @param messageBytesMax - a longer message is refused at its header, before a byte of it is kept. */
  constructor(messageBytesMax: number) {
    this.#messageBytesMax = messageBytesMax;
  }

  /** Takes bytes as they come from the socket. After a failure the reader stays failed: the connection must be closed. */
  push(bytes: Buffer): ChunkReadResult {
    const messages: RtmpMessage[] = [];
    this.#pending.append(bytes);
    while (this.#failure === null) {
      const used = this.#readChunk(messages);
      if (used === 0) break;
      this.#pending.drop(used);
    }
    return this.#failure === null ? { ok: true, messages } : { ok: false, reason: this.#failure, messages };
  }

  /** @returns bytes used, 0 when the chunk is not complete yet. */
  #readChunk(messages: RtmpMessage[]): number {
    const { bytes } = this.#pending;
    const header = readBasicHeader(bytes);
    if (header === null) return 0;
    const headerBytes = [11, 7, 3, 0][header.format] ?? 0;
    let offset = header.bytes;
    if (bytes.length < offset + headerBytes) return 0;

    const stream =
      this.#streams.get(header.chunkStreamId) ?? this.#openStream(header.chunkStreamId, header.format);
    if (stream === null) return 0;
    const timestampField = headerBytes >= 3 ? bytes.readUIntBE(offset, 3) : null;
    const isExtended = timestampField === null ? stream.isExtended : timestampField === 0xffffff;
    if (bytes.length < offset + headerBytes + (isExtended ? 4 : 0)) return 0;
    const length = headerBytes >= 7 ? bytes.readUIntBE(offset + 3, 3) : stream.length;
    if (length > this.#messageBytesMax) return this.#fail('message-too-large');
    const isContinuation = stream.body.length > 0;
    const bodyBytes = Math.min(this.#chunkBytes, length - stream.body.length);
    const total = offset + headerBytes + (isExtended ? 4 : 0) + bodyBytes;
    if (bytes.length < total) return 0;

    // A new header in the middle of a message is a peer that lost its place; the part it sent is worthless.
    if (headerBytes > 0 && isContinuation) {
      stream.body.drop(stream.body.length);
      return this.#readChunk(messages);
    }
    if (headerBytes >= 7) {
      stream.length = length;
      stream.typeId = bytes.readUInt8(offset + 6);
    }
    if (headerBytes === 11) stream.streamId = bytes.readUInt32LE(offset + 7);
    offset += headerBytes;
    stream.isExtended = isExtended;
    const extended = isExtended ? bytes.readUInt32BE(offset) : null;
    if (isExtended) offset += 4;
    if (!isContinuation) advanceTimestamp(stream, header.format, extended ?? timestampField);

    stream.body.append(bytes.subarray(offset, offset + bodyBytes));
    if (stream.body.length >= stream.length) this.#finish(header.chunkStreamId, stream, messages);
    return total;
  }

  #openStream(chunkStreamId: number, format: number): ChunkStream | null {
    if (format !== 0 && format !== 1) {
      this.#fail('no-previous-header');
      return null;
    }
    if (this.#streams.size >= CHUNK_STREAMS_MAX) {
      this.#fail('too-many-chunk-streams');
      return null;
    }
    const stream: ChunkStream = {
      timestampMs: 0,
      deltaMs: 0,
      length: 0,
      typeId: 0,
      streamId: 0,
      isExtended: false,
      body: new ByteQueue(),
    };
    this.#streams.set(chunkStreamId, stream);
    return stream;
  }

  #finish(chunkStreamId: number, stream: ChunkStream, messages: RtmpMessage[]): void {
    const payload = stream.body.takeAll();
    const { typeId, streamId, timestampMs } = stream;
    if (typeId === 1) this.#setChunkSize(payload);
    else if (typeId === 2) this.#abort(payload);
    messages.push({ chunkStreamId, typeId, streamId, timestampMs, payload });
  }

  #setChunkSize(payload: Buffer): void {
    const size = payload.length >= 4 ? payload.readUInt32BE(0) : 0;
    if (size < 1 || size > 0x7fffffff) this.#fail('bad-chunk-size');
    else this.#chunkBytes = Math.min(size, CHUNK_BYTES_MAX);
  }

  #abort(payload: Buffer): void {
    const stream = payload.length >= 4 ? this.#streams.get(payload.readUInt32BE(0)) : undefined;
    if (stream === undefined) return;
    stream.body.drop(stream.body.length);
  }

  #fail(reason: ChunkFailure): 0 {
    this.#failure ??= reason;
    return 0;
  }
}

function readBasicHeader(bytes: Buffer): { format: number; chunkStreamId: number; bytes: number } | null {
  const first = bytes[0];
  if (first === undefined) return null;
  const format = first >> 6;
  const low = first & 0x3f;
  if (low >= 2) return { format, chunkStreamId: low, bytes: 1 };
  const second = bytes[1];
  if (second === undefined) return null;
  if (low === 0) return { format, chunkStreamId: 64 + second, bytes: 2 };
  const third = bytes[2];
  return third === undefined ? null : { format, chunkStreamId: 64 + second + third * 256, bytes: 3 };
}

/** Format 0 carries an absolute time, 1 and 2 a delta, 3 repeats the delta. */
function advanceTimestamp(stream: ChunkStream, format: number, value: number | null): void {
  if (format === 0) {
    stream.timestampMs = value ?? 0;
    stream.deltaMs = 0;
    return;
  }
  if (format !== 3) stream.deltaMs = value ?? 0;
  stream.timestampMs = (stream.timestampMs + stream.deltaMs) >>> 0;
}
