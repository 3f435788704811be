import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { GatewayEvent } from '@/lib/core/contract/gateway-control';
import type { FfmpegPublisher } from './testing/ffmpeg-publisher';
import { publishFromFfmpeg } from './testing/ffmpeg-publisher';
import type { GatewayProcess } from './testing/gateway-process';
import { CONTROL_TOKEN, startGateway } from './testing/gateway-process';
import { probeFile } from './testing/media-probe';
import { startViewer } from './testing/test-viewer';
import { waitFor } from './testing/wait-for';

let gateway: GatewayProcess;
let dir: string;
let publisher: FfmpegPublisher;
let lease = 0;

const RECORDING = 'rec-1';

beforeAll(async () => {
  [gateway, dir] = await Promise.all([startGateway(), mkdtemp(join(tmpdir(), 'recovery-'))]);
  await gateway.put({ programId: 'show', generation: 1 });
  publisher = await publish();
});

afterAll(async () => {
  await publisher.stop();
  expect(await gateway.stop()).toBe(0);
  await rm(dir, { recursive: true, force: true });
});

async function publish(): Promise<FfmpegPublisher> {
  lease += 1;
  const token = await gateway.token({ aud: 'whip', sub: 'show', lease });
  return publishFromFfmpeg({ url: `http://127.0.0.1:${gateway.mediaPort}/whip/show`, token });
}

const sink = { relayId: 'sink', name: 'Test', url: '', backupUrl: null, key: 'k' };

async function download(name: string): Promise<string> {
  const response = await gateway.call('GET', `/v1/recordings/${RECORDING}`);
  expect(response.status).toBe(200);
  const path = join(dir, name);
  await writeFile(path, Buffer.from(await response.arrayBuffer()));
  return path;
}

describe('a program', () => {
  it('is back with its relays and its recording after kill -9 of its worker, and the file plays throughout', async () => {
    const relays = [{ ...sink, url: `rtmp://127.0.0.1:${gateway.sinkPort}/live` }];
    await gateway.put({ programId: 'show', generation: 2, relays, recordingId: RECORDING });
    const before = await gateway.waitForStatus(
      'show',
      '3 s on disk',
      ({ recording }) => (recording?.durationMs ?? 0) > 3_000,
    );
    process.kill(before.worker?.pid ?? 0, 'SIGKILL');
    const cut = await probeFile(await download('cut.mp4'));
    expect(cut.video?.packets).toBeGreaterThan(80);
    expect(cut.audio?.packets).toBeGreaterThan(100);

    await gateway.waitForStatus(
      'show',
      'a new worker',
      ({ worker }) => worker !== null && worker.pid !== before.worker?.pid,
    );
    await publisher.stop();
    publisher = await publish();
    await gateway.waitForStatus(
      'show',
      'relay live and recording going on',
      ({ relays: now, recording, generation }) =>
        generation === 2 &&
        now[0]?.state.status === 'live' &&
        (recording?.durationMs ?? 0) > (before.recording?.durationMs ?? 0) + 2_000,
    );
    await gateway.put({ programId: 'show', generation: 3, relays });
    const done = await gateway.waitForStatus(
      'show',
      'the recording to finish',
      ({ recording }) => recording?.status === 'finished',
    );
    const whole = await probeFile(await download('whole.mp4'));
    expect(whole.video).toMatchObject({ codec: 'h264', nonMonotonic: 0 });
    expect(whole.audio).toMatchObject({ codec: 'aac', nonMonotonic: 0 });
    expect(whole.video?.lastMs).toBeGreaterThan((cut.video?.lastMs ?? 0) + 2_000);
    expect(done.recording?.durationMs).toBeGreaterThan(5_000);
  });

  it('sends byte ranges of a recording and deletes it', async () => {
    const whole = await readFile(join(dir, 'whole.mp4'));
    const response = await fetch(`http://127.0.0.1:${gateway.controlPort}/v1/recordings/${RECORDING}`, {
      headers: { authorization: `Bearer ${CONTROL_TOKEN}`, range: 'bytes=100-299' },
    });
    expect(response.status).toBe(206);
    expect(response.headers.get('content-range')).toBe(`bytes 100-299/${whole.length}`);
    expect(Buffer.from(await response.arrayBuffer()).equals(whole.subarray(100, 300))).toBe(true);
    expect((await gateway.call('DELETE', `/v1/recordings/${RECORDING}`)).status).toBe(204);
    expect((await gateway.call('GET', `/v1/recordings/${RECORDING}`)).status).toBe(404);
  });

  it('holds its destinations through a lost publisher and lets a higher lease take over', async () => {
    const first = await gateway.status('show');
    await publisher.stop();
    await gateway.call('DELETE', '/v1/none');
    await gateway.waitForStatus('show', 'the source to be gone', ({ source }) => source.status === 'absent');
    publisher = await publish();
    const back = await gateway.waitForStatus(
      'show',
      'the new source',
      ({ source }) => source.status === 'connected' && source.lease === lease,
    );
    expect(back.relays[0]).toMatchObject({ connects: first.relays[0]?.connects, state: { status: 'live' } });

    const successor = await publish();
    await gateway.waitForStatus(
      'show',
      'the higher lease',
      ({ source }) => source.status === 'connected' && source.lease === lease,
    );
    expect(await (await gateway.call('GET', '/v3/paths/get/show')).json()).toMatchObject({
      online: true,
      tracks: ['H264', 'Opus'],
    });
    await publisher.stop();
    publisher = successor;
    const token = await gateway.token({ aud: 'whip', sub: 'show', lease: lease - 1 });
    await expect(
      publishFromFfmpeg({ url: `http://127.0.0.1:${gateway.mediaPort}/whip/show`, token }),
    ).rejects.toThrow('lease-held');
  });

  it('is shown to viewers without holes over a change of publisher', async () => {
    const token = await gateway.token({ aud: 'whep', sub: 'show' });
    const viewer = await startViewer({ url: `http://127.0.0.1:${gateway.mediaPort}/whep/show`, token });
    await waitFor(
      'two seconds of program',
      () => viewer.counts.videoFrames > 45 && viewer.counts.audioPackets > 60,
    );
    const successor = await publish();
    await gateway.waitForStatus(
      'show',
      'the next source',
      ({ source }) => source.status === 'connected' && source.lease === lease,
    );
    const { videoFrames } = viewer.counts;
    await waitFor('the program to go on', () => viewer.counts.videoFrames > videoFrames + 45);
    viewer.requestKeyframe();
    expect(viewer.counts.sequenceHoles).toBe(0);
    expect(viewer.counts.senderReports).toBeGreaterThan(2);
    expect((await gateway.status('show')).viewers).toBe(1);
    await publisher.stop();
    publisher = successor;
    expect(
      (await fetch(viewer.location, { method: 'DELETE', headers: { authorization: `Bearer ${token}` } }))
        .status,
    ).toBe(200);
    await gateway.waitForStatus('show', 'no viewer', ({ viewers }) => viewers === 0);
    viewer.close();
  });

  it('tells all of it as events, begins with a status, and ends in order', async () => {
    const abort = new AbortController();
    const response = await fetch(`http://127.0.0.1:${gateway.controlPort}/v1/events`, {
      headers: { authorization: `Bearer ${CONTROL_TOKEN}` },
      signal: abort.signal,
    });
    const events: GatewayEvent[] = [];
    const reading = readEvents(response, events).catch(() => 'aborted');
    await waitFor('the first status', () => events.length > 0);
    expect(events[0]).toMatchObject({
      type: 'program.status',
      status: { programId: 'show', worker: { pid: expect.any(Number) as number } },
    });
    await gateway.put({ programId: 'show', generation: 10, recordingId: 'rec-2' });
    await gateway.waitForStatus(
      'show',
      '1 s on disk',
      ({ recording }) => (recording?.durationMs ?? 0) > 1_000,
    );
    expect((await gateway.call('DELETE', '/v1/programs/show')).status).toBe(200);
    await waitFor('the farewell events', () => events.some(({ type }) => type === 'program.removed'));
    expect(events.find((event) => event.type === 'recording.finished')).toMatchObject({
      programId: 'show',
      recordingId: 'rec-2',
    });
    expect((await gateway.call('GET', '/v1/programs/show')).status).toBe(404);
    abort.abort();
    await reading;
  });
});

async function readEvents(response: Response, into: GatewayEvent[]): Promise<void> {
  let text = '';
  const decoder = new TextDecoder();
  for await (const bytes of response.body as unknown as AsyncIterable<Uint8Array>) {
    text += decoder.decode(bytes, { stream: true });
    const blocks = text.split('\n\n');
    text = blocks.pop() ?? '';
    for (const block of blocks)
      if (block.startsWith('data: ')) into.push(JSON.parse(block.slice(6)) as GatewayEvent);
  }
}
