import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { DesiredRelay, ProgramStatus } from '@/lib/core/contract/gateway-control';
import { SLATE_BYTES_MAX, SLATE_CONTENT_TYPE } from '@/lib/core/contract/slate';
import { splitAnnexB } from '@/gateway/core/slate/read-slate';
import type { FfmpegPublisher } from './testing/ffmpeg-publisher';
import { H264_LIKE_A_BROWSER, publishFromFfmpeg } from './testing/ffmpeg-publisher';
import type { GatewayProcess } from './testing/gateway-process';
import { startGateway } from './testing/gateway-process';
import { decodeErrors, fillersIn, probeFile, recordStream } from './testing/media-probe';
import type { NginxRtmp } from './testing/nginx-rtmp';
import { startNginxRtmp } from './testing/nginx-rtmp';
import { startViewer } from './testing/test-viewer';
import { waitFor } from './testing/wait-for';

/** 300 ms is the rule (CT1); the gate leaves room for a shared machine. */
const GAP_MS_GATE = 600;
const HICCUP_MS = 700;

let gateway: GatewayProcess;
let nginx: NginxRtmp;
let publisher: FfmpegPublisher;
let dir: string;
let lease = 0;

beforeAll(async () => {
  [gateway, nginx, dir] = await Promise.all([
    startGateway(),
    startNginxRtmp(),
    mkdtemp(join(tmpdir(), 'continuity-')),
  ]);
  await gateway.put({ programId: 'show', generation: 1 });
  publisher = await publish();
  await gateway.put({ programId: 'show', generation: 2, relays: [relay()] });
  await gateway.waitForStatus('show', 'live', ({ relays }) => relays[0]?.state.status === 'live');
});

afterAll(async () => {
  await publisher.stop();
  await Promise.all([gateway.stop(), nginx.stop()]);
  await rm(dir, { recursive: true, force: true });
});

async function publish(): Promise<FfmpegPublisher> {
  lease += 1;
  const token = await gateway.token({ aud: 'whip', sub: 'show', lease });
  return publishFromFfmpeg({ url: `http://127.0.0.1:${gateway.mediaPort}/whip/show`, token });
}

const elapsed = (ms: number): Promise<boolean> => {
  const untilMs = performance.now() + ms;
  return waitFor(`${ms} ms of program`, () => performance.now() >= untilMs, { timeoutMs: ms + 10_000 }).then(
    () => true,
  );
};

describe('a program whose source stops', () => {
  it('[CT1] [CT2] bridges hiccups of 0.7 s with fillers: no hole, no key frame lost, every picture decodes', async () => {
    const path = join(dir, 'hiccups.flv');
    const recording = recordStream(`${nginx.url}/k`, 10, path);
    for (let hiccup = 0; hiccup < 3; hiccup += 1) {
      await elapsed(1_800);
      publisher.pause();
      await elapsed(HICCUP_MS);
      publisher.resume();
    }
    await recording;
    const probe = await probeFile(path);
    const { keyframeIntervalsMs, gapMaxMs, packets, firstMs, lastMs } = probe.video!;
    process.stdout.write(
      `largest gap ${gapMaxMs} ms, key frames every ${keyframeIntervalsMs.join(', ')} ms\n`,
    );
    expect(probe.video).toMatchObject({ nonMonotonic: 0 });
    expect(probe.audio).toMatchObject({ nonMonotonic: 0 });
    expect(gapMaxMs).toBeLessThan(GAP_MS_GATE);
    // All of the source's own pictures, and some more.
    expect(packets).toBeGreaterThan(((lastMs - firstMs) * 30) / 1_000);
    for (const intervalMs of keyframeIntervalsMs) expect(intervalMs).toBeLessThan(2_000 + HICCUP_MS + 300);
    expect(keyframeIntervalsMs.every((intervalMs) => intervalMs > 1_000)).toBe(true);
    expect(await decodeErrors(path)).toBe('');
    expectNoReconnect(await gateway.status('show'));
  });

  it('[TL8] keeps sound and picture when the way becomes 0.7 s longer for good', async () => {
    publisher.delayBy(700);
    await elapsed(3_000);
    const path = join(dir, 'longer.flv');
    await recordStream(`${nginx.url}/k`, 5, path);
    publisher.delayBy(0);
    const probe = await probeFile(path);
    expect(probe.video?.packets).toBeGreaterThan(60);
    expect(probe.video?.nonMonotonic).toBe(0);
    expect(probe.audio?.nonMonotonic).toBe(0);
    expect(await fillersIn(path)).toBe(0);
    expect(await silencesIn(path)).toBe(0);
    expectNoReconnect(await gateway.status('show'));
  });

  it('[CT6] [CT8] [WE6] [WE8] shows the uploaded slate after 5 s and the source again, to viewers too, and no destination reconnects', async () => {
    const slate = await makeSlate(640);
    const slateIdr = splitAnnexB(slate)?.find((nal) => ((nal[0] ?? 0) & 0x1f) === 5);
    let slatesSeen = 0;
    const viewer = await startViewer({
      url: `http://127.0.0.1:${gateway.mediaPort}/whep/show`,
      token: await gateway.token({ aud: 'whep', sub: 'show' }),
      onFrame: ({ nals }) => {
        if (nals.some((nal) => slateIdr?.equals(nal))) slatesSeen += 1;
      },
    });
    expect(await putSlate(slate, lease)).toBe(204);
    await gateway.put({ programId: 'show', generation: 3, relays: [relay()], recordingId: 'slate' });
    await gateway.waitForStatus('show', 'a recording', ({ recording }) => recording?.status === 'recording');
    const path = join(dir, 'slate.flv');
    const recording = recordStream(`${nginx.url}/k`, 18, path);
    await elapsed(4_000);
    publisher.pause();
    const stoppedMs = performance.now();
    await gateway.waitForStatus('show', 'the slate', ({ picture }) => picture === 'slate');
    const slateAfterMs = Math.round(performance.now() - stoppedMs);
    const seenBefore = viewer.counts.videoFrames;
    const heardBefore = viewer.counts.audioPackets;
    await elapsed(3_000);
    // Silence of 20 ms a packet.
    expect(viewer.counts.audioPackets - heardBefore).toBeGreaterThan(100);
    expect(slatesSeen).toBeGreaterThanOrEqual(2);
    // A filler every 200 ms: the stream goes on between the key frames.
    expect(viewer.counts.videoFrames - seenBefore).toBeGreaterThan(8);
    await publisher.stop();
    publisher = await publish();
    await gateway.waitForStatus(
      'show',
      'the source again',
      ({ picture, source }) =>
        picture === 'source' && source.status === 'connected' && source.lease === lease,
    );
    const seenThen = viewer.counts.videoFrames;
    const heardThen = viewer.counts.audioPackets;
    await waitFor(
      'the viewer to see and hear the source again',
      () => viewer.counts.videoFrames > seenThen + 30 && viewer.counts.audioPackets > heardThen + 50,
    );
    expect(viewer.counts).toMatchObject({ sequenceHoles: 0, timesBack: 0, soundHoles: 0, soundTimesBack: 0 });
    viewer.close();
    await recording;
    await gateway.put({ programId: 'show', generation: 4, relays: [relay()] });
    await gateway.waitForStatus('show', 'the recording', (status) => status.recording?.status === 'finished');
    const file = join(dir, 'slate.mp4');
    const download = await gateway.call('GET', '/v1/recordings/slate');
    await writeFile(file, Buffer.from(await download.arrayBuffer()));

    const [atServer, onDisk] = await Promise.all([slateIn(path), slateIn(file)]);
    const { video, audio } = await probeFile(path);
    process.stdout.write(
      `slate ${slateAfterMs} ms after the last packet, ${atServer.heldMs} ms after the last picture; largest gap ` +
        `video ${video?.gapMaxMs} ms, audio ${audio?.gapMaxMs} ms\n`,
    );
    expect(slateAfterMs).toBeLessThan(5_500);
    for (const { heldMs, slateMs, isSourceBack } of [atServer, onDisk]) {
      expect(heldMs).toBeGreaterThan(4_500);
      expect(heldMs).toBeLessThan(5_500);
      expect(slateMs).toBeGreaterThan(2_000);
      expect(isSourceBack).toBe(true);
    }
    expect(video).toMatchObject({ nonMonotonic: 0 });
    expect(audio).toMatchObject({ nonMonotonic: 0 });
    expect(video?.gapMaxMs).toBeLessThan(GAP_MS_GATE);
    expect(await decodeErrors(path)).toBe('');
    expect(await decodeErrors(file)).toBe('');
    expectNoReconnect(await gateway.status('show'));
  });

  it('refuses a slate that is none, of another size, too large, or from a page that lost the lease', async () => {
    expect(await putSlate(Buffer.from('no picture'), lease)).toBe(400);
    expect(await putSlate(await makeSlate(320), lease)).toBe(400);
    expect(await putSlate(Buffer.alloc(SLATE_BYTES_MAX + 1), lease)).toBe(413);
    expect(await putSlate(await makeSlate(640), lease - 1)).toBe(409);
    expect(await putSlate(await makeSlate(640), lease, 'image/png')).toBe(415);
    expect((await gateway.status('show')).slateId).toBe('test');
  });

  it('keeps its slate when its worker is killed', async () => {
    const before = await gateway.status('show');
    process.kill(before.worker?.pid ?? 0, 'SIGKILL');
    await gateway.waitForStatus(
      'show',
      'a new worker with the slate',
      ({ worker, slateId, generation }) =>
        generation === 4 && slateId === 'test' && worker !== null && worker.pid !== before.worker?.pid,
    );
  });
});

const relay = (): DesiredRelay => ({ relayId: 'a', name: 'A', url: nginx.url, backupUrl: null, key: 'k' });

/** A red key frame. */
async function makeSlate(width: number): Promise<Buffer> {
  const input = ['-f', 'lavfi', '-i', `color=red:size=${width}x360`, '-frames:v', '1'];
  const args = ['-v', 'error', ...input, ...H264_LIKE_A_BROWSER, '-f', 'h264', '-'];
  return (await promisify(execFile)('ffmpeg', args, { encoding: 'buffer' })).stdout;
}

async function putSlate(body: Buffer, asLease: number, type = SLATE_CONTENT_TYPE): Promise<number> {
  const token = await gateway.token({ aud: 'whip', sub: 'show', lease: asLease });
  const response = await fetch(`http://127.0.0.1:${gateway.mediaPort}/whip/show/slate/test`, {
    method: 'PUT',
    headers: { authorization: `Bearer ${token}`, 'content-type': type },
    body: new Uint8Array(body),
  });
  return response.status;
}

/** Where a file is red: from the last picture of the source on, for how long, and whether something comes after it. */
async function slateIn(path: string): Promise<{ heldMs: number; slateMs: number; isSourceBack: boolean }> {
  const show = ['-select_streams', 'v', '-show_entries', 'packet=dts_time,size', '-of', 'csv=p=0'];
  const packets = (await promisify(execFile)('ffprobe', ['-v', 'error', ...show, path])).stdout
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => line.split(',').map(Number));
  const filter = [
    '-map',
    '0:v',
    '-vf',
    'scale=1:1,format=rgb24',
    '-fps_mode',
    'passthrough',
    '-f',
    'rawvideo',
    '-',
  ];
  const { stdout } = await promisify(execFile)('ffmpeg', ['-v', 'error', '-i', path, ...filter], {
    encoding: 'buffer',
  });
  const isRed = packets.map(
    (_packet, index) => (stdout[index * 3] ?? 0) > 200 && (stdout[index * 3 + 1] ?? 255) < 60,
  );
  const timeMs = (index: number): number => (packets[index]?.[0] ?? NaN) * 1_000;
  const first = isRed.indexOf(true);
  const last = isRed.lastIndexOf(true);
  // The last picture before the slate that was neither a filler nor a repeated key frame: those are 200 ms apart.
  const lastOfSource = packets.findLastIndex(
    (_packet, index) => index < first && timeMs(index) - timeMs(index - 1) < 100,
  );
  return {
    heldMs: Math.round(timeMs(first) - timeMs(lastOfSource)),
    slateMs: Math.round(timeMs(last) - timeMs(first)),
    isSourceBack: last < packets.length - 30,
  };
}

function expectNoReconnect(status: ProgramStatus): void {
  expect(status.relays[0]).toMatchObject({ connects: 1, framesDropped: 0, state: { status: 'live' } });
}

async function silencesIn(path: string): Promise<number> {
  const filter = ['-map', '0:a', '-af', 'silencedetect=noise=-50dB:d=0.04', '-f', 'null', '-'];
  const { stderr } = await promisify(execFile)('ffmpeg', ['-i', path, ...filter]);
  return stderr.split('silence_start').length - 1;
}
