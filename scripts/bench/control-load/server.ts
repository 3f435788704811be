import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type Server as HttpServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Server } from 'socket.io';
import { LIMITS } from '@/lib/core/contract/limits';
import { SHOW_NAMESPACE, type CommandEnvelope, type CommandReply } from '@/lib/core/contract/realtime';
import { JournalFolder } from '@/server/journal/journal-folder';
import { attachRealtime } from '@/server/realtime/attach-realtime';
import { ShowSessions } from '@/server/realtime/show-sessions';
import { MemoryStore, quietLogger } from '@/server/realtime/testing/memory-store';
import { harnessShow } from '@/server/realtime/testing/realtime-harness';

/** What the parent needs to know. */
export interface ControlPorts {
  ours: number;
  bare: number;
}

/** What the bare server sends to everyone; the command's id is put into it. */
interface BareBody {
  events: { commandId: string | null }[];
  serverNowMs: number;
}

/**
 * A process of its own for `npm run bench:control`: the realtime half of the web process as it is (authorisation, rules,
 * history, numbering, journal on disk), with a store in memory in place of PostgreSQL, which nobody waits for either; and
 * beside it a bare Socket.IO server that answers a message of the same size with a broadcast of the same size.
 */
const folder = mkdtempSync(path.join(tmpdir(), 'sb-bench-control-'));
process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
process.once('disconnect', () => process.exit(0));

let ids = 0;
const store = new MemoryStore();
store.add(harnessShow());
const tools = { nowMs: () => Date.now(), newId: () => `id-${(ids += 1)}`, logger: quietLogger };
const sessions = new ShowSessions({ store, tools, journals: new JournalFolder(folder, quietLogger) });
const ours = createServer();
attachRealtime(ours, {
  sessions,
  logger: quietLogger,
  counts: { refusal: () => undefined, command: () => undefined },
  nowMs: tools.nowMs,
  isAllowedOrigin: () => true,
  // One address per socket: the rate limit of handshakes is not what is measured.
  clientIp: () => String((ids += 1)),
  assets: { find: () => Promise.resolve(null) },
  identities: {
    findMember: (cookie) => {
      const userId = cookie.replace('user=', '');
      return Promise.resolve({ kind: 'user', userId, name: userId, role: 'producer' });
    },
    findSeat: () => Promise.resolve(null),
  },
});

const bare = createServer();
const io = new Server(bare, { maxHttpBufferSize: LIMITS.socketMessageBytes, serveClient: false });
io.of(SHOW_NAMESPACE).on('connection', (socket) => {
  void socket.join('everyone');
  const body = socket.handshake.auth['body'] as BareBody;
  socket.on('command', ({ commandId }: CommandEnvelope, reply: (answer: CommandReply) => void) => {
    const events = body.events.map((event) => ({ ...event, commandId }));
    io.of(SHOW_NAMESPACE).to('everyone').emit('events', { events, serverNowMs: Date.now() });
    reply({ ok: true, seq: 1 });
  });
});

const listen = (server: HttpServer) =>
  new Promise<number>((resolve) =>
    server.listen(0, '127.0.0.1', () => resolve((server.address() as AddressInfo).port)),
  );
const ports: ControlPorts = { ours: await listen(ours), bare: await listen(bare) };
process.send?.(ports);
