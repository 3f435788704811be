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
  const { payload, chunkStreamId } = message;
  const timestamp = message.timestampMs >>> 0;
  const isExtended = timestamp >= EXTENDED_TIMESTAMP;
  const extendedBytes = isExtended ? 4 : 0;
  const continuations = payload.length === 0 ? 0 : Math.ceil(payload.length / chunkBytes) - 1;
  const out = Buffer.allocUnsafe(12 + extendedBytes + payload.length + continuations * (1 + extendedBytes));

  out[0] = chunkStreamId & 0x3f;
  out.writeUIntBE(isExtended ? EXTENDED_TIMESTAMP : timestamp, 1, 3);
  out.writeUIntBE(payload.length, 4, 3);
  out[7] = message.typeId;
  out.writeUInt32LE(message.streamId, 8);
  let offset = 12;
  if (isExtended) offset = out.writeUInt32BE(timestamp, offset);

  for (let read = 0; read < payload.length; read += chunkBytes) {
    if (read > 0) {
      out[offset] = 0xc0 | (chunkStreamId & 0x3f);
      offset += 1;
      if (isExtended) offset = out.writeUInt32BE(timestamp, offset);
    }
    const slice = payload.subarray(read, read + chunkBytes);
    out.set(slice, offset);
    offset += slice.length;
  }
  return out;
}
