import { emptyVp8Descriptor, readVp8Descriptor } from '@/gateway/core/forward/vp8-descriptor';
import { promise, target } from '../fuzz-target';
import { BYTES } from '../mutate/bytes';
import { hex } from './corpus-bytes';

/** VP8 payload descriptors (RFC 7741 §4.2), at any place of a packet. */
export const vp8 = () => {
  const descriptor = emptyVp8Descriptor();
  return target({
    name: 'vp8',
    kind: BYTES,
    sizeMax: 1500,
    corpus: [
      hex('90e0 8123 11 40 9d012a'),
      hex('9080 7f 01'),
      hex('10 00 9d012a'),
      hex('80f0 80'),
      hex('90ff ffff ff ff'),
      hex('80'),
    ],
    run: (bytes, random) => {
      const from = random.chance(0.8) ? 0 : random.below(bytes.length + 1);
      const end = random.chance(0.8) ? bytes.length : random.below(bytes.length + 1);
      if (!readVp8Descriptor(bytes, { from, end }, descriptor)) return 'refused';
      const { pictureIdAt, pictureIdBits, pictureId, tl0At, temporalId } = descriptor;
      const idEnd = pictureIdAt + (pictureIdBits === 15 ? 2 : 1);
      promise(pictureIdAt === -1 || (pictureIdAt > from && idEnd <= end), 'the picture id lies outside');
      promise(tl0At === -1 || (tl0At > from && tl0At < end), 'TL0PICIDX lies outside');
      promise(
        pictureIdAt === -1 || pictureId < 2 ** pictureIdBits,
        'the picture id has more bits than it has',
      );
      promise(temporalId >= 0 && temporalId <= 3, 'a temporal layer that does not exist');
      promise(
        !descriptor.isKeyFrameStart || descriptor.isFrameStart,
        'a key frame starts where no frame does',
      );
      return descriptor.isKeyFrameStart ? 'key frame' : descriptor.isFrameStart ? 'frame' : 'continuation';
    },
  });
};
