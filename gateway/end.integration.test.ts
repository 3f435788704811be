import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { RtmpChunkReader } from '@/gateway/core/rtmp/chunk-reader';
import { RTMP_TYPE, parseCommand } from '@/gateway/core/rtmp/messages';
import type { Proxy } from './testing/bad-servers';
import { startProxy } from './testing/bad-servers';
import type { FfmpegPublisher } from './testing/ffmpeg-publisher';
import { publishFromFfmpeg } from './testing/ffmpeg-publisher';
import type { GatewayProcess } from './testing/gateway-process';
import { startGateway } from './testing/gateway-process';
import type { NginxRtmp } from './testing/nginx-rtmp';
import { startNginxRtmp } from './testing/nginx-rtmp';
import { waitFor } from './testing/wait-for';

let gateway: GatewayProcess;
let nginx: NginxRtmp;
let publisher: FfmpegPublisher;
let proxy: Proxy;

beforeAll(async () => {
  [gateway, nginx] = await Promise.all([startGateway(), startNginxRtmp()]);
  proxy = await startProxy(nginx.port);
  await gateway.put({ programId: 'show', generation: 1 });
  const token = await gateway.token({ aud: 'whip', sub: 'show', lease: 1 });
  publisher = await publishFromFfmpeg({ url: `http://127.0.0.1:${gateway.mediaPort}/whip/show`, token });
});

afterAll(async () => {
  await publisher.stop();
  proxy.close();
  await Promise.all([gateway.stop(), nginx.stop()]);
});

async function goLive(generation: number): Promise<void> {
  const url = `rtmp://127.0.0.1:${proxy.port}/live`;
  const relays = [{ relayId: 'a', name: 'A', url, backupUrl: null, key: 'k' }];
  await gateway.put({ programId: 'show', generation, relays });
  await gateway.waitForStatus('show', 'live', (status) => status.relays[0]?.state.status === 'live');
  await waitFor('pictures', () => proxy.heard().pieces.length > 100);
}

/** Behind C0, C1 and C2. Each message with the time at which it was whole. */
function messagesHeard(): { atMs: number; name: string; first: number[] }[] {
  const reader = new RtmpChunkReader(8 * 1024 * 1024);
  let skip = 1 + 1536 + 1536;
  return proxy.heard().pieces.flatMap(({ atMs, bytes }) => {
    const rest = bytes.subarray(Math.min(skip, bytes.length));
    skip -= bytes.length - rest.length;
    return reader.push(rest).messages.map((message) => ({
      atMs,
      name: parseCommand(message)?.name ?? nameOf(message.typeId),
      first: [...message.payload.subarray(0, 5)],
    }));
  });
}

function nameOf(typeId: number): string {
  return typeId === RTMP_TYPE.video ? 'video' : typeId === RTMP_TYPE.audio ? 'audio' : String(typeId);
}

describe('the end', () => {
  it.each([
    ['of a destination that is switched off', 2, () => gateway.put({ programId: 'show', generation: 3 })],
    ['of the show', 4, () => gateway.call('DELETE', '/v1/programs/show')],
  ])(
    '%s is told: end of sequence, a pad, FCUnpublish, deleteStream, and a clean close',
    async (_name, generation, end) => {
      await goLive(generation);
      await end();
      await waitFor('the connection to end', () => proxy.heard().end !== 'open');
      expect(proxy.heard().end).toBe('end');
      const messages = messagesHeard().slice(-3);
      expect(messages.map(({ name }) => name)).toEqual(['video', 'FCUnpublish', 'deleteStream']);
      expect(messages[0]?.first).toEqual([0x17, 2, 0, 0, 0]);
      expect((messages[1]?.atMs ?? 0) - (messages[0]?.atMs ?? 0)).toBeGreaterThan(400);
      const media = messagesHeard().filter(({ name }) => name === 'video').length;
      expect(media).toBeGreaterThan(30);
    },
  );
});
