import { findExtension, isRtcp, parseRtp, writeRtp } from '@/gateway/core/rtp/packet';
import { unwrapRtx, wrapRtx } from '@/gateway/core/rtp/rtx';
import { promise, target } from '../fuzz-target';
import { BYTES } from '../mutate/bytes';
import { hex } from './corpus-bytes';

const original = { ssrc: 7, payloadType: 96 };

/** RTP headers, their extensions, and packets sent again (RFC 3550, 8285, 4588). */
export const rtp = () =>
  target({
    name: 'rtp',
    kind: BYTES,
    sizeMax: 1500,
    corpus: [
      hex('80ec fffe 01020304 a1b2c3d4 090807'),
      writeRtp({
        marker: true,
        payloadType: 108,
        sequence: 9,
        timestamp: 5,
        ssrc: 6,
        extensions: [
          { id: 3, data: hex('1234') },
          { id: 4, data: Buffer.from('mid0') },
        ],
        payload: hex('1234 7c85aa'),
      }),
      hex('9060 0001 00000002 00000003 1000 0001 0102aabb 00'),
      hex('8f60 0001 00000002 00000003'),
      hex('9060 0001 00000002 00000003 bede ffff'),
      hex('a060 0001 00000002 00000003 0000 00c8'),
    ],
    run: (bytes) => {
      isRtcp(bytes);
      const header = parseRtp(bytes);
      if (typeof header === 'string') return header;
      const end = header.payloadOffset + header.payloadLength + header.paddingLength;
      promise(
        header.payloadLength >= 0 && header.payloadOffset >= 12,
        'the payload starts before the header ends',
      );
      promise(end === bytes.length, 'payload and padding do not fill the packet');
      for (let id = 0; id < 256; id += 1) {
        const element = findExtension(bytes, header, id);
        promise(element === null || element.length <= 255, 'an extension is longer than its length field');
      }
      const sent = wrapRtx(bytes, header, { ssrc: 8, payloadType: 97, sequence: 1 });
      const again = parseRtp(sent);
      promise(typeof again !== 'string', 'a packet that was read cannot be sent again');
      if (typeof again === 'string') return again;
      const restored = unwrapRtx(sent, again, original);
      const read = restored === null ? 'too-short' : parseRtp(restored);
      promise(
        typeof read !== 'string' && read.sequence === header.sequence,
        'RTX does not restore the packet',
      );
      unwrapRtx(bytes, header, original);
      return header.extensionLength > 0 ? 'ok with extensions' : 'ok';
    },
  });
