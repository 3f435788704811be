import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { BrowserPublisher } from './testing/browser-publisher';
import { startBrowserPublisher } from './testing/browser-publisher';
import { watchInBrowser } from './testing/browser-viewer';
import type { GatewayProcess } from './testing/gateway-process';
import { startGateway } from './testing/gateway-process';
import { probeFile, recordStream } from './testing/media-probe';
import type { NginxRtmp } from './testing/nginx-rtmp';
import { startNginxRtmp } from './testing/nginx-rtmp';

let gateway: GatewayProcess;
let nginx: NginxRtmp;
let browser: BrowserPublisher;
let dir: string;
let origin: string;

beforeAll(async () => {
  [gateway, nginx, dir] = await Promise.all([
    startGateway(),
    startNginxRtmp(),
    mkdtemp(join(tmpdir(), 'browser-')),
  ]);
  origin = `http://127.0.0.1:${gateway.mediaPort}`;
  await gateway.put({ programId: 'show', generation: 1 });
  browser = await startBrowserPublisher(origin);
});

afterAll(async () => {
  await browser.close();
  await Promise.all([gateway.stop(), nginx.stop()]);
  await rm(dir, { recursive: true, force: true });
});

describe('Chromium', () => {
  it('publishes over WHIP, and an RTMP server gets H.264 and AAC with a key frame every 2 s', async () => {
    const token = await gateway.token({ aud: 'whip', sub: 'show', lease: 1 });
    expect(await browser.publish({ url: `${origin}/whip/show`, token })).toBe(201);
    await gateway.waitForStatus('show', 'the source', ({ source }) => source.status === 'connected');
    const relay = { relayId: 'a', name: 'A', url: nginx.url, backupUrl: null, key: 'k' };
    await gateway.put({ programId: 'show', generation: 2, relays: [relay] });
    await gateway.waitForStatus('show', 'live', ({ relays }) => relays[0]?.state.status === 'live');
    const path = join(dir, 'browser.flv');
    await recordStream(`${nginx.url}/k`, 12, path);
    const probe = await probeFile(path);
    const intervals = probe.video?.keyframeIntervalsMs ?? [];
    process.stdout.write(
      `key frames every ${intervals.join(', ')} ms; largest gap ${probe.video?.gapMaxMs} ms\n`,
    );
    expect(probe).toMatchObject({ width: 1280, height: 720, sampleRate: 48_000, profile: 'LC' });
    expect(probe.video).toMatchObject({ codec: 'h264', nonMonotonic: 0 });
    expect(probe.audio).toMatchObject({ codec: 'aac', nonMonotonic: 0 });
    expect(intervals.length).toBeGreaterThanOrEqual(4);
    // Target 2.0 s +- 0.1; a starved machine delays single answers.
    for (const interval of intervals) expect(Math.abs(interval - 2_000)).toBeLessThan(200);
    const { source } = await gateway.status('show');
    expect(source).toMatchObject({ status: 'connected', width: 1280, height: 720, resolutionChanges: 0 });
  });

  it('shows the program over WHEP', async () => {
    const token = await gateway.token({ aud: 'whep', sub: 'show' });
    const view = await watchInBrowser(browser.page, { url: `${origin}/whep/show`, token, watchMs: 3_000 });
    expect(view).toMatchObject({ status: 201, width: 1280, height: 720 });
    expect(view.framesDecoded).toBeGreaterThan(30);
    expect(view.audioSamples).toBeGreaterThan(48_000);
  });

  it('ends its session with DELETE, at once', async () => {
    await browser.stop();
    await gateway.waitForStatus('show', 'no source', ({ source }) => source.status === 'absent');
  });
});
