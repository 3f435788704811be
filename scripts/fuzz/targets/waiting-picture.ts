import { checkJpeg } from '@/lib/core/picture/check-jpeg';
import { tinyJpeg } from '@/lib/core/picture/testing/tiny-jpeg';
import { promise, target } from '../fuzz-target';
import { BYTES } from '../mutate/bytes';
import { hex } from './corpus-bytes';

/** What a waiting guest sends to be shown in a studio (ITU-T T.81). */
export const waitingPicture = () =>
  target({
    name: 'waiting-picture',
    kind: BYTES,
    sizeMax: 24 * 1024,
    dictionary: [
      '\xff\xd8',
      '\xff\xd9',
      '\xff\xc0\x00\x0b',
      '\xff\xda\x00\x08',
      '\xff\x00',
      '\xff\xd0',
      '\xff\xdc\x00\x04',
    ],
    corpus: [
      tinyJpeg({ width: 8, height: 8 }),
      tinyJpeg({ width: 320, height: 180 }),
      hex('ff d8 ff c0 00 0b 08 00 b4 01 40 01 01 11 00 ff da 00 08 01 01 00 00 3f 00 00 ff d9'),
      hex('ff d8 ff ff ff ff c2 00 0b 08 ff ff ff ff 01 01 11 00 ff da 00 08 01 01 00 00 3f 00 00 ff d9'),
      hex('ff d8 ff e1 ff ff 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 ff d9'),
    ].map((bytes) => Buffer.from(bytes)),
    run: (bytes) => {
      const checked = checkJpeg(bytes);
      if (!checked.ok) return checked.reason;
      const frames = [...bytes.keys()].filter(
        (index) => bytes[index] === 0xff && bytes[index + 1] === 0xc0 && index + 9 <= bytes.length,
      );
      const { width, height } = checked;
      const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
      const isNamed = frames.some(
        (at) => view.getUint16(at + 5) === height && view.getUint16(at + 7) === width,
      );
      promise(isNamed, `no frame header says ${width}x${height}`);
      promise(width > 0 && height > 0, `a picture of ${width}x${height}`);
      return 'ok';
    },
  });
