import { analyseStream } from '@/scripts/harness/analyse-stream';
import type { RtmpServer } from '@/scripts/harness/rtmp-server';
import { expect } from './fixtures';

/** Fillers count: the picture stands, the stream does not. Two browsers with software rendering share two cores here. */
const GAP_MAX_MS = 700;

/** What a destination got is one stream: it never reconnected, time goes on, and neither picture nor sound has a hole. */
export async function expectOneStream(destination: RtmpServer): Promise<void> {
  const files = await destination.recordings();
  expect(files, 'the destination never reconnected').toHaveLength(1);
  const { gapMaxMs, audioGapMaxMs, nonMonotonic } = await analyseStream(files[0]!);
  console.log(`largest gap at the destination: picture ${gapMaxMs} ms, sound ${audioGapMaxMs} ms`);
  expect(nonMonotonic).toBe(0);
  expect(gapMaxMs).toBeLessThan(GAP_MAX_MS);
  expect(audioGapMaxMs).toBeLessThan(GAP_MAX_MS);
}
