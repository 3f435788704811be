import { opusPacketSamples } from '@/gateway/core/opus/opus-toc';
import { promise, target } from '../fuzz-target';
import { BYTES } from '../mutate/bytes';
import { hex } from './corpus-bytes';

/** The table-of-contents byte of Opus packets (RFC 6716 §3). */
export const opus = () =>
  target({
    name: 'opus',
    kind: BYTES,
    sizeMax: 1500,
    corpus: [hex('fc'), hex('e1'), hex('18'), hex('60'), hex('ff03'), hex('ff00'), hex('1b03'), hex('')],
    run: (bytes) => {
      const samples = opusPacketSamples(bytes);
      if (samples === null) return 'refused';
      promise(
        Number.isInteger(samples) && samples >= 120 && samples <= 5760,
        `a packet of ${samples} samples`,
      );
      return 'ok';
    },
  });
