import { parseSps } from '@/gateway/core/h264/sps';
import { promise, target } from '../fuzz-target';
import { BYTES } from '../mutate/bytes';
import { hex } from './corpus-bytes';

/** Sequence parameter sets (ITU-T H.264 §7.3.2.1.1). */
export const sps = () =>
  target({
    name: 'sps',
    kind: BYTES,
    sizeMax: 65_536,
    corpus: [
      hex('67 42 c0 1f 8c 8d 40 28 02 dd 00 f0 88 46 a0'),
      hex('67 64 00 28 ac d9 40 78 02 27 e5 c0 44 00 00 03 00 04 00 00 03 00 f0 3c 60 c6 58'),
      // With VUI: B pictures ruled out, two of them, and cut off inside.
      hex('67 64 00 0d ac b4 0a 0c fc f8 08 80 00 00 03 00 80 00 00 1e 07 8a 15 50'),
      hex('67 64 00 0d ac d9 41 41 9f 9f 01 10 00 00 03 00 10 00 00 03 03 c0 f1 42 99 60'),
      hex('67 64 00 0d ac d9 41 41 9f 9f 01 10 00 00 03 00 10'),
      hex('67 42 c0 1f 00 00 00 00'),
      hex('67 42 c0 1f 80 00 00 40 00 00 20 00 00 10'),
      hex('67 64 00 28 ff ff ff ff ff ff ff ff'),
    ],
    run: (bytes) => {
      const facts = parseSps(bytes);
      if (facts === null) return 'refused';
      const { width, height, reorderedPicturesMax } = facts;
      const isSize = Number.isInteger(width) && Number.isInteger(height) && width >= 1 && height >= 1;
      promise(isSize && width <= 8192 && height <= 8192, `a picture of ${width}x${height}`);
      promise(
        reorderedPicturesMax === null ||
          (Number.isInteger(reorderedPicturesMax) && reorderedPicturesMax >= 0),
        `${reorderedPicturesMax} pictures out of order`,
      );
      return 'ok';
    },
  });
