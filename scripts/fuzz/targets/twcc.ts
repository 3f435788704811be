import { parseRtcp } from '@/gateway/core/rtcp/parse';
import { TwccRecorder } from '@/gateway/core/rtcp/twcc-recorder';
import { promise, target } from '../fuzz-target';
import { BYTES } from '../mutate/bytes';
import { hex } from './corpus-bytes';

/** Feedback may name this many packets that came before; older ones are not asked about again. */
const MTU_BYTES = 1200;

/**
 * The sequence numbers that a sender writes into its packets, and the feedback made of them. Each four bytes are one
 * arrival: a transport-wide sequence number, and the time since the last one in units of 1 ms.
 */
export const twcc = () =>
  target({
    name: 'twcc',
    kind: BYTES,
    corpus: [
      hex('fffe0000 ffff0001 00010064'),
      hex('000a0000 000d0005 000a0001 7fff0001 80000001 ffff0001 0000ffff'),
      Buffer.from(
        Uint8Array.from({ length: 2000 }, (_, index) => [index >> 10, index >> 2, 0, 100][index & 3]! & 0xff),
      ),
    ],
    run: (bytes, random) => {
      const recorder = new TwccRecorder();
      let nowUs = random.below(2) === 0 ? 0 : 2 ** 40;
      let packets = 0;
      for (let at = 0; at + 4 <= bytes.length; at += 4) {
        nowUs += ((bytes[at + 2]! << 8) | bytes[at + 3]!) * 1000;
        recorder.receive((bytes[at]! << 8) | bytes[at + 1]!, nowUs);
        if (random.chance(0.05)) packets += tell(recorder);
      }
      packets += tell(recorder);
      return packets === 0 ? 'nothing to tell' : packets === 1 ? 'one packet' : 'many packets';
    },
  });

function tell(recorder: TwccRecorder): number {
  const feedback = recorder.feedback(1, 2);
  for (const bytes of feedback) {
    promise(bytes.length <= MTU_BYTES, 'a feedback does not fit into a datagram');
    const { packets, error } = parseRtcp(bytes);
    promise(
      error === null && packets[0]?.type === 'twcc',
      `our own feedback is refused: ${error ?? 'other type'}`,
    );
  }
  return feedback.length;
}
