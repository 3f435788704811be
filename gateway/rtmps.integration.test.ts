import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createServer } from 'node:tls';
import type { Server } from 'node:tls';
import { once } from 'node:events';
import { generate } from 'selfsigned';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { FfmpegPublisher } from './testing/ffmpeg-publisher';
import { publishFromFfmpeg } from './testing/ffmpeg-publisher';
import type { GatewayProcess } from './testing/gateway-process';
import { startGateway } from './testing/gateway-process';

let trusting: GatewayProcess;
let publisher: FfmpegPublisher;
let tlsServers: { known: Server; unknown: Server };
let dir: string;

beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'rtmps-'));
  const [known, unknown] = await Promise.all([makeCertificate(), makeCertificate()]);
  await writeFile(join(dir, 'ca.pem'), known.cert);
  trusting = await startGateway({
    NODE_EXTRA_CA_CERTS: join(dir, 'ca.pem'),
    // As somebody sets it for another program: it must not switch the check off here.
    NODE_TLS_REJECT_UNAUTHORIZED: '0',
  });
  tlsServers = {
    known: await listenTls(known, trusting.sinkPort),
    unknown: await listenTls(unknown, trusting.sinkPort),
  };
  await trusting.put({ programId: 'show', generation: 1 });
  const token = await trusting.token({ aud: 'whip', sub: 'show', lease: 1 });
  publisher = await publishFromFfmpeg({ url: `http://127.0.0.1:${trusting.mediaPort}/whip/show`, token });
});

afterAll(async () => {
  await publisher.stop();
  await trusting.stop();
  tlsServers.known.close();
  tlsServers.unknown.close();
  await rm(dir, { recursive: true, force: true });
});

describe('RTMPS', () => {
  it('[RT11] publishes to a server whose certificate is trusted, and not to one whose is not', async () => {
    const relay = (relayId: string, server: Server) => ({
      relayId,
      name: relayId,
      url: `rtmps://localhost:${portOf(server)}/live`,
      backupUrl: null,
      key: relayId,
    });
    await trusting.put({
      programId: 'show',
      generation: 2,
      relays: [relay('trusted', tlsServers.known), relay('stranger', tlsServers.unknown)],
    });
    const status = await trusting.waitForStatus('show', 'one live, one refused', ({ relays }) => {
      const [trusted, stranger] = relays;
      return (
        trusted?.state.status === 'live' &&
        trusted.bytesAcked > 100_000 &&
        stranger?.state.status === 'retrying'
      );
    });
    expect(status.relays[1]?.state).toMatchObject({ reason: 'tls-failed' });
  });
});

async function makeCertificate(): Promise<{ cert: string; private: string }> {
  const extensions = [
    { name: 'basicConstraints' as const, cA: true },
    { name: 'subjectAltName' as const, altNames: [{ type: 2 as const, value: 'localhost' }] },
  ];
  return generate([{ name: 'commonName', value: 'localhost' }], { keySize: 2048, extensions });
}

async function listenTls(pems: { cert: string; private: string }, toPort: number): Promise<Server> {
  const server = createServer({ cert: pems.cert, key: pems.private }, (socket) => {
    const upstream = connect(toPort, '127.0.0.1');
    socket.pipe(upstream).pipe(socket);
    socket.on('error', () => upstream.destroy());
    upstream.on('error', () => socket.destroy());
  });
  server.on('tlsClientError', () => undefined);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return server;
}

function portOf(server: Server): number {
  const address = server.address();
  return typeof address === 'object' && address !== null ? address.port : 0;
}
