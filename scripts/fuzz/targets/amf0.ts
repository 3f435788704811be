import { isDeepStrictEqual } from 'node:util';
import { decodeAmf0, encodeAmf0 } from '@/gateway/core/amf0/amf0';
import { promise, target } from '../fuzz-target';
import { BYTES } from '../mutate/bytes';
import { hex } from './corpus-bytes';

/** Values of RTMP commands. */
export const amf0 = () =>
  target({
    name: 'amf0',
    kind: BYTES,
    sizeMax: 64 * 1024,
    dictionary: [
      '\x00\x09',
      '\x03\x00\x01a',
      '\x0a\xff\xff\xff\xff',
      '\x00\x09__proto__',
      '\x0c\xff\xff\xff\xff',
    ],
    corpus: [
      encodeAmf0(['connect', 1, { app: 'live', tcUrl: 'rtmp://a/live', list: [1, true, null, undefined] }]),
      encodeAmf0([
        'onStatus',
        0,
        null,
        { level: 'error', code: 'NetStream.Publish.BadName', description: 'x' },
      ]),
      hex('00 3ff0'),
      hex('02 ffff 61'),
      hex('0c ffffffff'),
      hex('03 0001 61 05'),
      hex('0a ffffffff 05 05'),
      hex('07 0001'),
      hex('08 00000001 0001 61 05 000009 0b 0000000000000000 0000'),
      Buffer.concat(Array.from({ length: 5_000 }, () => hex('03 0001 61'))),
      Buffer.alloc(5_000, 5),
    ],
    run: (bytes) => {
      const decoded = decodeAmf0(bytes);
      if (!decoded.ok) return decoded.reason;
      const again = decodeAmf0(encodeAmf0(decoded.values));
      promise(
        again.ok && isDeepStrictEqual(again.values, decoded.values),
        'what was read cannot be written and read',
      );
      return 'ok';
    },
  });
