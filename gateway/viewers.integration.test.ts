import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { FfmpegPublisher } from './testing/ffmpeg-publisher';
import { H264_LIKE_A_BROWSER, publishFromFfmpeg } from './testing/ffmpeg-publisher';
import type { GatewayProcess } from './testing/gateway-process';
import { startGateway } from './testing/gateway-process';
import { probeFile, recordStream } from './testing/media-probe';
import type { NginxRtmp } from './testing/nginx-rtmp';
import { startNginxRtmp } from './testing/nginx-rtmp';
import type { TestViewer } from './testing/test-viewer';
import { startViewer } from './testing/test-viewer';
import { waitFor } from './testing/wait-for';

const VIEWERS = 100;
/** So many connect at once. */
const AT_ONCE = 10;
const RECORD_S = 6;
/** On a quiet machine. A starved one is judged by what the destination had just before. */
const GAP_MS_MAX = 150;

let gateway: GatewayProcess;
let nginx: NginxRtmp;
let publisher: FfmpegPublisher;
let dir: string;
const viewers: TestViewer[] = [];

beforeAll(async () => {
  [gateway, nginx, dir] = await Promise.all([
    startGateway(),
    startNginxRtmp(),
    mkdtemp(join(tmpdir(), 'viewers-')),
  ]);
  const inputPath = join(dir, 'light.mkv');
  // Light: the hundred receivers share this test's processor with the gateway.
  await promisify(execFile)('ffmpeg', [
    ...['-f', 'lavfi', '-i', 'testsrc2=size=320x180:rate=30', '-f', 'lavfi', '-i', 'sine=sample_rate=48000'],
    ...['-t', '8', ...H264_LIKE_A_BROWSER, '-b:v', '200k', '-maxrate', '200k', '-bufsize', '200k'],
    ...['-c:a', 'libopus', '-b:a', '48k', '-ac', '2', inputPath],
  ]);
  const relay = { relayId: 'a', name: 'a', url: nginx.url, backupUrl: null, key: 'key' };
  await gateway.put({ programId: 'show', generation: 1, relays: [relay] });
  const token = await gateway.token({ aud: 'whip', sub: 'show', lease: 1 });
  const url = `http://127.0.0.1:${gateway.mediaPort}/whip/show`;
  publisher = await publishFromFfmpeg({ url, token, inputPath });
  await gateway.waitForStatus('show', 'live', ({ relays }) => relays[0]?.state.status === 'live');
});

afterAll(async () => {
  for (const viewer of viewers) viewer.close();
  await publisher.stop();
  await Promise.all([gateway.stop(), nginx.stop()]);
  await rm(dir, { recursive: true, force: true });
});

async function largestGapMs(name: string): Promise<number> {
  const path = join(dir, name);
  await recordStream(`${nginx.url}/key`, RECORD_S, path);
  const { video, audio } = await probeFile(path);
  return Math.max(video?.gapMaxMs ?? Infinity, audio?.gapMaxMs ?? Infinity);
}

describe('a hundred viewers of one program', () => {
  it('[WE1] [WE5] see it, one more is told so, and the destination does not notice', async () => {
    const url = `http://127.0.0.1:${gateway.mediaPort}/whep/show`;
    const token = await gateway.token({ aud: 'whep', sub: 'show' });
    const controlMs = await largestGapMs('control.flv');
    const before = (await gateway.status('show')).worker;

    while (viewers.length < VIEWERS) {
      const joined = Array.from({ length: AT_ONCE }, () => startViewer({ url, token }));
      viewers.push(...(await Promise.all(joined)));
    }
    await expect(startViewer({ url, token })).rejects.toThrow(/409.*as many viewers/);
    const gapMs = await largestGapMs('watched.flv');
    const seen = viewers.map(({ counts }) => counts.videoFrames);
    await waitFor('everybody to see the picture move on', () =>
      viewers.every(
        ({ counts }, index) => counts.videoFrames > (seen[index] ?? 0) + 10 && counts.audioPackets > 50,
      ),
    );
    const { worker, viewers: count, relays } = await gateway.status('show');
    process.stdout.write(
      `100 viewers: worker ${before?.cpuPercent} -> ${worker?.cpuPercent} % of a core, ${before?.rssMb} -> ${worker?.rssMb} MB; ` +
        `largest gap at the destination ${controlMs} -> ${gapMs} ms; ` +
        `holes ${viewers.reduce((sum, { counts }) => sum + counts.sequenceHoles, 0)}\n`,
    );
    expect(count).toBe(VIEWERS);
    expect(gapMs).toBeLessThanOrEqual(Math.max(GAP_MS_MAX, controlMs * 2));
    expect(relays[0]).toMatchObject({ connects: 1, framesDropped: 0 });
  });
});
