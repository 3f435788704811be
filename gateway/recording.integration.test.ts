import { createServer } from 'node:http';
import type { Server } from 'node:http';
import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchBrowser } from '@/scripts/harness/browsers';
import { publishFromFfmpeg } from './testing/ffmpeg-publisher';
import type { GatewayProcess } from './testing/gateway-process';
import { startGateway } from './testing/gateway-process';

const RECORDED_MS = 9_000;

let gateway: GatewayProcess;
let dir: string;
let path: string;
let durationMs: number;

beforeAll(async () => {
  [gateway, dir] = await Promise.all([startGateway(), mkdtemp(join(tmpdir(), 'recording-'))]);
  await gateway.put({ programId: 'show', generation: 1 });
  const publisher = await publishFromFfmpeg({
    url: `http://127.0.0.1:${gateway.mediaPort}/whip/show`,
    token: await gateway.token({ aud: 'whip', sub: 'show', lease: 1 }),
  });
  await gateway.put({ programId: 'show', generation: 2, recordingId: 'rec' });
  await gateway.waitForStatus(
    'show',
    'the recording to be long enough',
    ({ recording }) => (recording?.durationMs ?? 0) > RECORDED_MS,
  );
  await gateway.put({ programId: 'show', generation: 3 });
  const done = await gateway.waitForStatus(
    'show',
    'the recording to finish',
    ({ recording }) => recording?.status === 'finished',
  );
  durationMs = done.recording?.durationMs ?? 0;
  await publisher.stop();
  path = join(dir, 'recording.mp4');
  const response = await gateway.call('GET', '/v1/recordings/rec');
  await writeFile(path, Buffer.from(await response.arrayBuffer()));
});

afterAll(async () => {
  await gateway.stop();
  await rm(dir, { recursive: true, force: true });
});

describe('a finished recording', () => {
  it('tells its duration to ffprobe, the same for the file and both tracks', async () => {
    const { stdout } = await promisify(execFile)('ffprobe', [
      ...['-v', 'error', '-show_entries', 'format=duration:stream=codec_name,duration', '-of', 'json', path],
    ]);
    const probed = JSON.parse(stdout) as {
      format: { duration: string };
      streams: { codec_name: string; duration: string }[];
    };
    expect(Math.abs(Number(probed.format.duration) * 1000 - durationMs)).toBeLessThan(100);
    expect(probed.streams.map((stream) => stream.codec_name).sort()).toEqual(['aac', 'h264']);
    for (const stream of probed.streams)
      expect(Math.abs(Number(stream.duration) * 1000 - durationMs)).toBeLessThan(300);
  });

  it('plays and seeks in the <video> of Chromium, forwards and back', async () => {
    const server = await serve(path);
    const browser = await launchBrowser();
    try {
      const page = await browser.newPage();
      await page.goto(`${server.origin}/`);
      const seen = await page.evaluate(seekInPage);
      process.stdout.write(`${JSON.stringify(seen)}\n`);
      expect(seen).toMatchObject({ width: 640, height: 360, error: null });
      expect(Math.abs(seen.durationS * 1000 - durationMs)).toBeLessThan(100);
      for (const { toS, atS } of seen.seeks) expect(Math.abs(atS - toS)).toBeLessThan(0.1);
      expect(seen.playedS).toBeGreaterThan(0.3);
    } finally {
      await browser.close();
      server.close();
    }
  });
});

async function seekInPage(): Promise<{
  width: number;
  height: number;
  durationS: number;
  error: string | null;
  seeks: { toS: number; atS: number }[];
  playedS: number;
}> {
  const video = Object.assign(document.createElement('video'), { muted: true, src: '/recording.mp4' });
  document.body.append(video);
  const reaches = (event: string): Promise<unknown> =>
    new Promise((resolve, reject) => {
      video.addEventListener(event, resolve, { once: true });
      video.addEventListener('error', () => reject(new Error(video.error?.message)), { once: true });
      setTimeout(() => reject(new Error(`no ${event}`)), 10_000);
    });
  await reaches('loadeddata');
  const seeks: { toS: number; atS: number }[] = [];
  for (const toS of [7, 1.5, 4.2, 0]) {
    const done = reaches('seeked');
    const shown = new Promise<number>((resolve) =>
      video.requestVideoFrameCallback((_now, { mediaTime }) => resolve(mediaTime)),
    );
    video.currentTime = toS;
    await done;
    seeks.push({ toS, atS: await shown });
  }
  const fromS = video.currentTime;
  await video.play();
  await reaches('timeupdate');
  await reaches('timeupdate');
  await reaches('timeupdate');
  const { videoWidth: width, videoHeight: height, duration: durationS } = video;
  const error = video.error?.message ?? null;
  return { width, height, durationS, error, seeks, playedS: video.currentTime - fromS };
}

async function serve(file: string): Promise<{ origin: string; close(): void }> {
  const bytes = await readFile(file);
  const server: Server = createServer((request, response) => {
    if (request.url !== '/recording.mp4') return void response.setHeader('content-type', 'text/html').end();
    const range = /^bytes=(\d+)-(\d*)$/.exec(request.headers.range ?? '');
    const start = Number(range?.[1] ?? 0);
    const end = range?.[2] ? Number(range[2]) : bytes.length - 1;
    response.writeHead(range === null ? 200 : 206, {
      'content-type': 'video/mp4',
      'accept-ranges': 'bytes',
      'content-length': end - start + 1,
      ...(range === null ? {} : { 'content-range': `bytes ${start}-${end}/${bytes.length}` }),
    });
    response.end(bytes.subarray(start, end + 1));
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  return {
    origin: `http://127.0.0.1:${port}`,
    close() {
      server.closeAllConnections();
      server.close();
    },
  };
}
