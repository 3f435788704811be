/** Cuts RTMP messages into chunks (Adobe RTMP 1.0 §5.3). Always writes full headers: 12 bytes a message buys a writer without state. */

export interface RtmpMessage {
  chunkStreamId: number;
  typeId: number;
  streamId: number;
  /** Milliseconds, 32 bits; wraps after 49 days. */
  timestampMs: number;
  payload: Uint8Array;
}

/** Chunk size every RTMP session starts with. */
export const RTMP_DEFAULT_CHUNK_BYTES = 128;
/** 60000 is what ffmpeg announces when it publishes, so every platform has met it; most frames then need no split. */
export const RTMP_PUBLISH_CHUNK_BYTES = 60_000;

const EXTENDED_TIMESTAMP = 0xffffff;

/** Encodes one message as chunks of at most `chunkBytes` payload. `chunkStreamId` must be 2..63. */
export function writeRtmpMessage(message: RtmpMessage, chunkBytes: number): Buffer {
  return Buffer.concat(writeRtmpPieces([message], chunkBytes));
}

/** Copying less than this costs less than a further piece in the socket's write. */
const JOINED_BYTES_MAX = 1_024;

/**
 * The bytes of messages as pieces for a socket that writes several at once. Headers and sound are joined; a frame of
 * video is a piece of its own, or several, so that it is copied for no destination. Payloads must not change until
 * they are sent.
 */
export function writeRtmpPieces(messages: readonly RtmpMessage[], chunkBytes: number): Uint8Array[] {
  const pieces: Uint8Array[] = [];
  let small: Uint8Array[] = [];
  const join = (): void => {
    if (small.length > 0) pieces.push(small.length === 1 ? small[0]! : Buffer.concat(small));
    small = [];
  };
  for (const message of messages) {
    for (const part of partsOf(message, chunkBytes)) {
      if (part.length <= JOINED_BYTES_MAX) {
        small.push(part);
        continue;
      }
      join();
      pieces.push(part);
    }
  }
  join();
  return pieces;
}

/** Headers and parts of the payload in turn. */
function partsOf(message: RtmpMessage, chunkBytes: number): Uint8Array[] {
  const { payload, chunkStreamId } = message;
  const timestamp = message.timestampMs >>> 0;
  const isExtended = timestamp >= EXTENDED_TIMESTAMP;
  const head = Buffer.allocUnsafe(isExtended ? 16 : 12);
  head[0] = chunkStreamId & 0x3f;
  head.writeUIntBE(isExtended ? EXTENDED_TIMESTAMP : timestamp, 1, 3);
  head.writeUIntBE(payload.length, 4, 3);
  head[7] = message.typeId;
  head.writeUInt32LE(message.streamId, 8);
  if (isExtended) head.writeUInt32BE(timestamp, 12);

  if (payload.length <= chunkBytes) return [head, payload];
  const parts: Uint8Array[] = [head];
  for (let read = 0; read < payload.length; read += chunkBytes) {
    if (read > 0) parts.push(continuationHead(chunkStreamId, isExtended ? timestamp : null));
    parts.push(payload.subarray(read, read + chunkBytes));
  }
  return parts;
}

function continuationHead(chunkStreamId: number, extendedTimestamp: number | null): Buffer {
  const head = Buffer.allocUnsafe(extendedTimestamp === null ? 1 : 5);
  head[0] = 0xc0 | (chunkStreamId & 0x3f);
  if (extendedTimestamp !== null) head.writeUInt32BE(extendedTimestamp, 1);
  return head;
}
