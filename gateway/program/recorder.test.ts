import { pino } from 'pino';
import { describe, expect, it } from 'vitest';
import { childBoxes } from '@/gateway/core/fmp4/fragment';
import type { ProgramVideo, VideoConfig } from './program-media';
import { Recorder } from './recorder';

const CONFIG: VideoConfig = {
  ...{ width: 1280, height: 720, sps: Buffer.from([0x67]), pps: Buffer.from([0x68]) },
  avcDecoderConfiguration: Buffer.from([1, 0x42, 0xc0, 0x1f]),
};

/** A disk that takes what it is given, as far as `waitingBytes` says. */
async function start() {
  const disk = { bytes: 0, waitingBytes: 0, boxes: [] as string[] };
  const errors: string[] = [];
  const logger = pino({ level: 'error' }, { write: (line: string) => void errors.push(line) });
  const recorder = new Recorder({
    ...{ recordingId: 'rec', dir: '/nowhere', logger, onChange: () => undefined },
    audioConfig: () => ({ audioSpecificConfig: Buffer.from([0x11, 0x90]), kbps: 128 }),
    openFile: () =>
      Promise.resolve({
        resume: null,
        file: {
          get bytes() {
            return disk.bytes;
          },
          get waitingBytes() {
            return disk.waitingBytes;
          },
          append: (bytes: Buffer) => {
            disk.bytes += bytes.length;
            disk.boxes.push(...childBoxes(bytes, 0).map(({ type }) => type));
            return Promise.resolve();
          },
          rewriteStart: () => Promise.resolve(),
          close: () => Promise.resolve(),
        },
      }),
  });
  await new Promise((resolve) => setImmediate(resolve));
  let timeMs = 0;
  const seconds = (count: number): void => {
    for (let index = 0; index < count * 30; index += 1, timeMs += 1000 / 30) {
      const frame: ProgramVideo = {
        ...{ timeMs, isKeyframe: index % 30 === 0, config: CONFIG },
        flvTag: Buffer.from([0x17, 1, 0, 0, 0, 0, 0, 0, 1, 0x65]),
      };
      recorder.onVideo(frame);
    }
  };
  const fragments = (): number => disk.boxes.filter((type) => type === 'moof').length;
  return { recorder, disk, errors, seconds, fragments };
}

describe('a recording', () => {
  it('leaves out seconds while the disk takes nothing, says so once, and goes on where the program is', async () => {
    const { recorder, disk, errors, seconds, fragments } = await start();
    seconds(5);
    const before = fragments();
    expect(before).toBeGreaterThanOrEqual(4);
    disk.waitingBytes = 33 * 1024 * 1024;
    seconds(10);
    expect(fragments()).toBe(before);
    expect(recorder.fragmentsLeftOut).toBeGreaterThanOrEqual(9);
    disk.waitingBytes = 0;
    seconds(5);
    expect(fragments()).toBeGreaterThanOrEqual(before + 4);
    expect(errors.filter((line) => line.includes('too slow'))).toHaveLength(1);
    const { status, durationMs } = await recorder.finish();
    expect(status).toBe('finished');
    expect(durationMs).toBeCloseTo(20_000, -2);
  });
});
