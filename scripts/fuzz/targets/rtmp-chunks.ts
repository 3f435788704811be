import { RtmpChunkReader } from '@/gateway/core/rtmp/chunk-reader';
import { writeRtmpMessage } from '@/gateway/core/rtmp/chunk-writer';
import {
  commandMessage,
  mediaMessage,
  parseCommand,
  pongFor,
  readControlNumber,
  setChunkSizeMessage,
} from '@/gateway/core/rtmp/messages';
import { promise, target } from '../fuzz-target';
import { BYTES } from '../mutate/bytes';
import { hex, pieces } from './corpus-bytes';

const MESSAGE_BYTES_MAX = 128 * 1024;

/** The chunk stream of a peer, cut anywhere. The last reader stays open, with whatever it holds. */
export const rtmpChunks = () => {
  let held: RtmpChunkReader | null = null;
  const smallChunks = writeRtmpMessage(setChunkSizeMessage(1), 128);
  const largeChunks = writeRtmpMessage(setChunkSizeMessage(0x7fffffff), 128);
  return target({
    name: 'rtmp-chunks',
    kind: BYTES,
    heldBytesMax: 2 * 1024 * 1024,
    sizeMax: 256 * 1024,
    corpus: [
      writeRtmpMessage(commandMessage({ name: 'connect', transactionId: 1, args: [{ app: 'live' }] }), 128),
      Buffer.concat([
        writeRtmpMessage(setChunkSizeMessage(60_000), 128),
        writeRtmpMessage(
          mediaMessage('video', Buffer.alloc(1000), { streamId: 1, timestampMs: 0x1000000 }),
          128,
        ),
      ]),
      hex('04 00000a 000001 08 01000000 aa 44 000014 000002 08 bbbb 84 000005 cccc c4 dddd'),
      hex('03 000000 ffffff 14 00000000'),
      hex('c3 010203'),
      hex('02 000000 000004 01 00000000 00000000'),
      hex('02 000000 000004 02 00000000 00000004'),
      hex('00 ff 000000 000001 08 00000000 aa 01 ffff 000000 000001 08 00000000 aa'),
      Buffer.concat([
        smallChunks,
        hex('04 000000 01f000 08 00000000 aa'),
        ...Array.from({ length: 60_000 }, () => hex('c4 bb')),
      ]),
      Buffer.concat([largeChunks, hex('04 000000 01f000 08 00000000'), Buffer.alloc(100_000)]),
    ],
    run: (bytes, random) => {
      const reader = new RtmpChunkReader(MESSAGE_BYTES_MAX);
      held = reader;
      let messages = 0;
      let wire = 0;
      for (const piece of pieces(bytes, random)) {
        wire += piece.length;
        const result = reader.push(piece);
        for (const message of result.messages) {
          messages += 1;
          promise(
            message.payload.length <= Math.min(MESSAGE_BYTES_MAX, wire),
            'a message longer than what came',
          );
          parseCommand(message);
          readControlNumber(message);
          pongFor(message.payload);
        }
        if (!result.ok) return result.reason;
      }
      return messages > 0 ? 'messages' : 'waiting';
    },
    close: () => {
      held?.toString();
      held = null;
    },
  });
};
