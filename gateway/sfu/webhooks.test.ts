import { Room } from '@livekit/protocol';
import { WebhookReceiver } from 'livekit-server-sdk';
import { once } from 'node:events';
import { createServer as createHttpServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { createServer as createHttpsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import pino from 'pino';
import selfsigned from 'selfsigned';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { Webhooks } from './webhooks';

const KEYS = { apiKey: 'test-key', apiSecret: 'test-secret-of-decent-length-0123456789' };
const receiver = new WebhookReceiver(KEYS.apiKey, KEYS.apiSecret);
const undo: (() => void)[] = [];
afterEach(() => undo.splice(0).forEach((step) => step()));

/** A web process that takes webhooks: answers the statuses in turn, then 204. */
async function receive(scheme: 'http' | 'https', statuses: number[] = []) {
  const heard: string[] = [];
  const handle = (request: IncomingMessage, response: ServerResponse): void => {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () => {
      receiver.receive(Buffer.concat(parts).toString(), request.headers.authorization).then(
        ({ event, room }) => heard.push(`${event} ${room?.name}`),
        (error: unknown) => heard.push(String(error)),
      );
      response.writeHead(statuses.shift() ?? 204).end();
    });
  };
  const { cert, private: key } = await selfsigned.generate([
    { name: 'commonName', value: 'studio.example.org' },
  ]);
  const server = scheme === 'http' ? createHttpServer(handle) : createHttpsServer({ cert, key }, handle);
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const url = `${scheme}://127.0.0.1:${(server.address() as AddressInfo).port}/api/livekit/webhook`;
  const webhooks = new Webhooks({ url, ...KEYS, logger: pino({ level: 'silent' }) });
  undo.push(() => {
    server.closeAllConnections();
    server.close();
  });
  return { heard, webhooks };
}

const started = (name: string) => ({ event: 'room_started' as const, room: new Room({ name }) });

describe('Webhooks', () => {
  it.each(['http', 'https'] as const)(
    'delivers signed news in order over %s, whatever name the certificate has',
    async (scheme) => {
      const { heard, webhooks } = await receive(scheme);
      webhooks.send(started('one'));
      webhooks.send(started('zwölf'));
      await vi.waitFor(() => expect(heard).toEqual(['room_started one', 'room_started zwölf']));
      await webhooks.close();
    },
  );

  it('tries again while the receiver is not well, and not when it refuses', async () => {
    const { heard, webhooks } = await receive('http', [503, 204, 401]);
    webhooks.send(started('late'));
    webhooks.send(started('refused'));
    webhooks.send(started('next'));
    await vi.waitFor(
      () =>
        expect(heard).toEqual([
          'room_started late',
          'room_started late',
          'room_started refused',
          'room_started next',
        ]),
      { timeout: 5_000 },
    );
    await webhooks.close();
  });
});
