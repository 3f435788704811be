import type { AmfValue } from '@/gateway/core/amf0/amf0';
import { decodeAmf0, encodeAmf0 } from '@/gateway/core/amf0/amf0';
import type { RtmpMessage } from './chunk-writer';

/** RTMP message types (Adobe RTMP 1.0 §5.4, §7.1) that a publisher and a test sink need. */
export const RTMP_TYPE = {
  setChunkSize: 1,
  abort: 2,
  acknowledgement: 3,
  userControl: 4,
  windowAckSize: 5,
  setPeerBandwidth: 6,
  audio: 8,
  video: 9,
  dataAmf3: 15,
  commandAmf3: 17,
  data: 18,
  command: 20,
} as const;

/** By convention: 2 protocol control, 3 commands, 4 audio, 6 video, 5 data. */
const CHUNK_STREAM = { control: 2, command: 3, audio: 4, data: 5, video: 6 } as const;

export interface RtmpCommand {
  name: string;
  transactionId: number;
  /** What follows the transaction id: command object first. */
  args: AmfValue[];
}

export const setChunkSizeMessage = (bytes: number): RtmpMessage => controlMessage(RTMP_TYPE.setChunkSize, u32(bytes));
export const windowAckSizeMessage = (bytes: number): RtmpMessage => controlMessage(RTMP_TYPE.windowAckSize, u32(bytes));
/** The total of bytes received, modulo 2^32. */
export const acknowledgementMessage = (bytes: number): RtmpMessage =>
  controlMessage(RTMP_TYPE.acknowledgement, u32(bytes % 0x1_0000_0000));
export const setPeerBandwidthMessage = (bytes: number): RtmpMessage =>
  controlMessage(RTMP_TYPE.setPeerBandwidth, Buffer.concat([u32(bytes), Buffer.from([2])]));

/** Answers a user-control ping (event 6) with event 7 and the same four bytes. @returns null for any other event. */
export function pongFor(userControl: Uint8Array): RtmpMessage | null {
  if (userControl.length < 6 || userControl[0] !== 0 || userControl[1] !== 6) return null;
  return controlMessage(RTMP_TYPE.userControl, Buffer.concat([Buffer.from([0, 7]), userControl.subarray(2, 6)]));
}

export function streamBeginMessage(streamId: number): RtmpMessage {
  return controlMessage(RTMP_TYPE.userControl, Buffer.concat([Buffer.from([0, 0]), u32(streamId)]));
}

export function commandMessage(command: RtmpCommand, streamId = 0): RtmpMessage {
  const payload = encodeAmf0([command.name, command.transactionId, ...command.args]);
  return { chunkStreamId: CHUNK_STREAM.command, typeId: RTMP_TYPE.command, streamId, timestampMs: 0, payload };
}

/** `@setDataFrame onMetaData {...}`: how publishers hand stream facts to the server. */
export function metadataMessage(metadata: Record<string, AmfValue>, streamId: number): RtmpMessage {
  const payload = encodeAmf0(['@setDataFrame', 'onMetaData', metadata]);
  return { chunkStreamId: CHUNK_STREAM.data, typeId: RTMP_TYPE.data, streamId, timestampMs: 0, payload };
}

export function mediaMessage(kind: 'audio' | 'video', payload: Uint8Array, at: { streamId: number; timestampMs: number }): RtmpMessage {
  return { chunkStreamId: CHUNK_STREAM[kind], typeId: RTMP_TYPE[kind], ...at, payload };
}

/** Reads a command message, AMF0 or the AMF3 envelope around AMF0. @returns null when it is none or malformed. */
export function parseCommand(message: RtmpMessage): RtmpCommand | null {
  const isAmf3 = message.typeId === RTMP_TYPE.commandAmf3;
  if (!isAmf3 && message.typeId !== RTMP_TYPE.command) return null;
  const decoded = decodeAmf0(isAmf3 ? message.payload.subarray(1) : message.payload);
  if (!decoded.ok) return null;
  const [name, transactionId, ...args] = decoded.values;
  if (typeof name !== 'string') return null;
  return { name, transactionId: typeof transactionId === 'number' ? transactionId : 0, args };
}

/** First four bytes as a number: acknowledgement, window size, chunk size. */
export function readControlNumber(message: RtmpMessage): number | null {
  const { payload } = message;
  if (payload.length < 4) return null;
  return new DataView(payload.buffer, payload.byteOffset, payload.byteLength).getUint32(0);
}

function controlMessage(typeId: number, payload: Uint8Array): RtmpMessage {
  return { chunkStreamId: CHUNK_STREAM.control, typeId, streamId: 0, timestampMs: 0, payload };
}

function u32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value >>> 0);
  return bytes;
}
