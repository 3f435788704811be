import { DownlinkEstimator } from '@/gateway/core/bandwidth/downlink-estimator';
import { parseRtcp } from '@/gateway/core/rtcp/parse';
import {
  compound,
  writeBye,
  writeFir,
  writeNack,
  writePli,
  writeReceiverReport,
  writeRemb,
  writeSdes,
} from '@/gateway/core/rtcp/write';
import { promise, target } from '../fuzz-target';
import { BYTES } from '../mutate/bytes';
import { hex } from './corpus-bytes';

const REPORT = {
  ssrc: 1,
  fractionLost: 25,
  packetsLost: -3,
  highestSequence: 70_000,
  jitter: 90,
  lastSenderReport: 5,
  delaySinceLastSenderReport: 65_536,
};

/** RTCP compounds: reports, NACK, PLI, FIR, REMB and transport-wide feedback (RFC 3550, 4585, 5104). */
export const rtcp = () => {
  const estimator = new DownlinkEstimator();
  let nowMs = 0;
  return target({
    name: 'rtcp',
    kind: BYTES,
    sizeMax: 1500,
    corpus: [
      compound(writeReceiverReport(9, [REPORT, REPORT]), writeSdes(3, 'stream-buddy'), writeBye([1, 2])),
      compound(
        writeNack(1, 2, [1, 65_535, 20, 0]),
        writePli(1, 2),
        writeFir(1, 2, 3),
        writeRemb(1, 6e6, [5, 6]),
      ),
      hex('8fcd 0005 00000001 00000002 0001 0005 000000 00 2005 0000 01020304'),
      hex('8fcd 0004 00000001 00000002 0001 ffff 000000 00'),
      hex('8fcd 0005 00000001 00000002 0001 0005 000000 00 2000 0000'),
      hex('81ca 0002 00000001 01c84141'),
      hex('83cb 0001 00000001'),
      hex('a0c9 0001 000000c8'),
      hex('80c8 0006 00000001 e0000000 00000005 00000006 00000007 00000008'),
    ],
    run: (bytes) => {
      const { packets, error } = parseRtcp(bytes);
      promise(packets.length <= bytes.length / 4, 'more packets than words');
      for (const packet of packets) {
        if (packet.type === 'nack') promise(packet.sequences.length <= 1100, 'a NACK asks for too much');
        if (packet.type === 'twcc') promise(packet.arrivals.length <= 4096, 'a feedback tells too much');
        if (packet.type === 'remb') {
          estimator.receiveRemb(packet.bitrateBps);
          const budgetKbps = estimator.poll(1_000, (nowMs += 500));
          promise(budgetKbps >= 200 && budgetKbps <= 50_000, `a budget of ${budgetKbps} kbit/s`);
        }
      }
      return error ?? packets[0]?.type ?? 'empty';
    },
  });
};
