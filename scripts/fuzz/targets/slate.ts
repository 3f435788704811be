import { PictureFiller } from '@/gateway/core/h264/picture-filler';
import { readSlate, splitAnnexB } from '@/gateway/core/slate/read-slate';
import { SLATE_BYTES_MAX } from '@/lib/core/contract/slate';
import { promise, target } from '../fuzz-target';
import { BYTES } from '../mutate/bytes';
import { hex } from './corpus-bytes';

const SPS = '00000001 6742c0208c8d402802dd37010d010784 4235';
const PPS = '00000001 68ce3c80';
const IDR = '00000001 65b800020000030279314000477e';
const DELTA = '00000001 61e0004000be40fe0316086092 28';

/** An uploaded slate: one H.264 access unit in Annex B. */
export const slate = () =>
  target({
    name: 'slate',
    kind: BYTES,
    sizeMax: SLATE_BYTES_MAX + 1_000,
    corpus: [
      hex(SPS + PPS + IDR),
      hex(`00000001 0910 ${SPS} ${PPS} 000001 0605010080 ${IDR} ${IDR}`),
      hex(IDR),
      hex(`${SPS} 00000001 68 ${IDR}`),
      hex(`${SPS} ${PPS} 00000001 65`),
      Buffer.concat([hex(SPS + PPS), Buffer.alloc(100_000, hex('000001 65b8'))]),
    ],
    run: (bytes) => {
      const read = readSlate(Buffer.from(bytes));
      if (!read.ok) return read.reason;
      const { nals, width, height } = read.slate;
      promise(nals.length >= 1 && nals.length <= 16, 'a slate without a picture, or of too many slices');
      promise(width <= 8192 && height <= 8192, `a slate of ${width}x${height}`);
      return 'ok';
    },
  });

/** Slices of a publisher between which fillers are put. An input is an Annex B stream, parameter sets among it. */
export const filler = () =>
  target({
    name: 'filler',
    kind: BYTES,
    sizeMax: 100_000,
    corpus: [
      hex(SPS + PPS + IDR + DELTA + DELTA),
      hex(
        `00000001 6742c01eda0280bfe5c0440000030004000003 00f23c58ba80 00000001 68ce0fc8 00000001 6588840af26280 00000001 419a20128000`,
      ),
      hex(`${SPS} 00000001 68ee3c80 ${IDR} ${DELTA}`),
    ],
    run: (bytes) => {
      const made = new PictureFiller();
      let sps: Uint8Array | null = null;
      let fillers = 0;
      for (const nal of splitAnnexB(Buffer.from(bytes)) ?? []) {
        const type = (nal[0] ?? 0) & 0x1f;
        if (type === 7) sps = nal;
        if (type === 8 && sps !== null) made.use(sps, nal);
        promise(made.pass([nal]).length === 1, 'a unit got lost');
        const canFill = made.canFill;
        const filled = made.fill();
        promise(canFill === (filled !== null), 'canFill lies');
        promise(filled === null || filled.length < 40, 'a filler of more than 40 bytes');
        if (filled !== null) fillers += 1;
      }
      return fillers > 0 ? 'filled' : 'not-filled';
    },
  });
