import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { FfmpegOptions } from './testing/ffmpeg-publisher';
import { publishFromFfmpeg } from './testing/ffmpeg-publisher';
import type { GatewayProcess } from './testing/gateway-process';
import { startGateway } from './testing/gateway-process';
import { decodeErrors, probeFile, recordStream } from './testing/media-probe';
import type { NginxRtmp } from './testing/nginx-rtmp';
import { startNginxRtmp } from './testing/nginx-rtmp';
import { waitFor } from './testing/wait-for';

const run = promisify(execFile);
let gateway: GatewayProcess;
let nginx: NginxRtmp;
let dir: string;
let whip: string;
let lease = 0;

beforeAll(async () => {
  [gateway, nginx, dir] = await Promise.all([
    startGateway(),
    startNginxRtmp(),
    mkdtemp(join(tmpdir(), 'ingest-')),
  ]);
  whip = `http://127.0.0.1:${gateway.mediaPort}/whip/show`;
  const relay = { relayId: 'a', name: 'a', url: nginx.url, backupUrl: null, key: 'key' };
  await gateway.put({ programId: 'show', generation: 1, relays: [relay] });
});

afterAll(async () => {
  await Promise.all([gateway.stop(), nginx.stop()]);
  await rm(dir, { recursive: true, force: true });
});

const nextToken = (): Promise<string> => gateway.token({ aud: 'whip', sub: 'show', lease: (lease += 1) });

/** Publishes until `judge` is done. */
async function onAir(
  options: Partial<FfmpegOptions>,
  judge: (sessionId: string) => Promise<void> | void = () => undefined,
): Promise<void> {
  const publisher = await publishFromFfmpeg({ url: whip, token: await nextToken(), ...options });
  const sessionId = publisher.location.split('/').at(-1) ?? '';
  await gateway.waitForStatus(
    'show',
    'this source',
    ({ source }) => source.status === 'connected' && source.sessionId === sessionId && source.fps > 10,
  );
  await judge(sessionId);
  await publisher.stop();
}

describe('publishers of many kinds', () => {
  it.each<[string, (sdp: string) => string]>([
    ['no a=ssrc lines', (sdp) => sdp.replace(/a=ssrc:.*\r\n/g, '')],
    ['a part in DTLS of its own choice, active', (sdp) => sdp.replaceAll('setup:actpass', 'setup:active')],
    ['a part in DTLS of its own choice, passive', (sdp) => sdp.replaceAll('setup:actpass', 'setup:passive')],
    ['packetization mode 0', (sdp) => sdp.replace('packetization-mode=1', 'packetization-mode=0')],
    ['no feedback at all', (sdp) => sdp.replace(/a=rtcp-fb:.*\r\n/g, '')],
  ])('[WH4] [WH5] [WH11] go on air with %s', async (_name, editOffer) => {
    await onAir({ editOffer });
  });

  it('[WH13] become 48 kHz stereo AAC, also from mono', async () => {
    await onAir({ isMono: true }, async () => {
      const path = join(dir, 'mono.flv');
      await gateway.waitForStatus('show', 'live', ({ relays }) => relays[0]?.state.status === 'live');
      await recordStream(`${nginx.url}/key`, 3, path);
      expect(await probeFile(path)).toMatchObject({ sampleRate: 48_000, channels: 2, profile: 'LC' });
      const { stderr } = await run('ffmpeg', ['-i', path, '-af', 'volumedetect', '-f', 'null', '-']);
      // ffmpeg's sine is at -18 dB.
      expect(Number(/mean_volume: (-?[\d.]+) dB/.exec(stderr)?.[1])).toBeGreaterThan(-30);
    });
  });

  it.each(['video', 'audio'] as const)('[WH18] go on air with %s alone', async (kind) => {
    const other = kind === 'video' ? 'audio' : 'video';
    const publisher = await publishFromFfmpeg({
      ...{ url: whip, token: await nextToken() },
      editOffer: (sdp) =>
        sdp
          .split(/(?=^m=)/m)
          .map((part) => (part.startsWith(`m=${other}`) ? part.replace('a=sendonly', 'a=inactive') : part))
          .join(''),
    });
    const sessionId = publisher.location.split('/').at(-1) ?? '';
    await gateway.waitForStatus(
      'show',
      'this source',
      ({ source }) =>
        source.status === 'connected' && source.sessionId === sessionId && source[`${kind}Kbps`] > 10,
    );
    const path = join(dir, `${kind}-alone.flv`);
    await gateway.waitForStatus('show', 'live', ({ relays }) => relays[0]?.state.status === 'live');
    await recordStream(`${nginx.url}/key`, 3, path);
    const { video, audio } = await probeFile(path);
    expect(video).toMatchObject({ nonMonotonic: 0 });
    expect(video?.gapMaxMs).toBeLessThan(600);
    expect(audio).toMatchObject({ nonMonotonic: 0 });
    expect(audio?.packets).toBeGreaterThan(90);
    expect(await decodeErrors(path)).toBe('');
    await publisher.stop();
  });

  it('[WH12] are refused for B-frames, with the reason in log and metrics', async () => {
    const inputPath = join(dir, 'b-frames.mkv');
    await run('ffmpeg', [
      ...[
        '-f',
        'lavfi',
        '-i',
        'testsrc2=size=320x180:rate=30',
        '-f',
        'lavfi',
        '-i',
        'sine=sample_rate=48000',
      ],
      ...['-t', '4', '-c:v', 'libx264', '-preset', 'veryfast', '-bf', '2', '-g', '60', '-pix_fmt', 'yuv420p'],
      ...['-x264-params', 'repeat-headers=1', '-c:a', 'libopus', inputPath],
    ]);
    const token = await nextToken();
    const publisher = await publishFromFfmpeg({ url: whip, token, inputPath });
    await waitFor('the reason', () => gateway.log.join('').includes('it sends B-frames'));
    await waitFor('the session to be gone', async () => {
      const headers = { authorization: `Bearer ${token}` };
      return (await fetch(publisher.location, { method: 'DELETE', headers })).status === 404;
    });
    await waitFor('the count', async () =>
      /counter="refusedForBFrames"\} 1/.test(await (await gateway.call('GET', '/metrics')).text()),
    );
    expect((await gateway.status('show')).source.status).toBe('absent');
    await publisher.stop();
  });
});

describe('PATCH to a session', () => {
  const patch = async (
    at: { location: string; token: string },
    body: string,
    ifMatch?: string,
  ): Promise<Response> =>
    fetch(at.location, {
      method: 'PATCH',
      headers: {
        authorization: `Bearer ${at.token}`,
        'content-type': 'application/trickle-ice-sdpfrag',
        ...(ifMatch === undefined ? {} : { 'if-match': ifMatch }),
      },
      body,
    });

  it('[WH15] [WH16] takes candidates of its own ICE session, and answers a restart as RFC 9725 says', async () => {
    const token = await nextToken();
    const sdp = await readFile('gateway/core/whip-sdp/offers/chromium-156.sdp', 'utf8');
    const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/sdp' };
    const response = await fetch(whip, { method: 'POST', headers, body: sdp });
    expect([response.status, response.headers.get('content-type')]).toEqual([201, 'application/sdp']);
    const at = { location: new URL(response.headers.get('location') ?? '', whip).href, token };
    const etag = response.headers.get('etag') ?? '';
    const ufrag = /a=ice-ufrag:(.*)/.exec(sdp)?.[1]?.trim() ?? '';
    const fragment = (of: string): string =>
      `a=ice-ufrag:${of}\r\na=ice-pwd:0123456789abcdefghijklmn\r\nm=audio 9 UDP/TLS/RTP/SAVPF 0\r\na=mid:0\r\n` +
      'a=candidate:1 1 udp 2113937151 127.0.0.1 50000 typ host\r\na=end-of-candidates\r\n';
    const statuses = [
      await patch(at, fragment(ufrag), etag),
      await patch(at, fragment(ufrag)),
      await patch(at, fragment(ufrag), '"another"'),
      await patch(at, fragment('another'), '*'),
      await patch(at, fragment('another'), etag),
    ].map(({ status }) => status);
    expect(statuses).toEqual([204, 204, 412, 422, 422]);
    expect((await fetch(at.location, { method: 'DELETE', headers })).status).toBe(200);
  });
});
