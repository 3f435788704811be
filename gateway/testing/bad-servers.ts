import { spawn } from 'node:child_process';
import { performance } from 'node:perf_hooks';
import { connect, createServer } from 'node:net';
import type { Server, Socket } from 'node:net';
import { once } from 'node:events';
import { endWithParent } from '@/scripts/harness/end-with-parent';

/** Destinations that fail in the ways real ones do. */
export interface BadServer {
  port: number;
  close(): void;
}

/** Accepts and never says a word. */
export async function startTarpit(): Promise<BadServer> {
  return listen(() => undefined);
}

/** Answers with bytes that are not RTMP. */
export async function startGarbageServer(bytes: Buffer): Promise<BadServer> {
  return listen((socket) => socket.write(bytes));
}

const BACKLOG = 1;
const LISTEN_AND_STOP = `
  const server = require('node:net').createServer().listen({ port: 0, host: '127.0.0.1', backlog: ${BACKLOG} }, () => {
    process.stdout.write(server.address().port + '\\n', () => process.kill(process.pid, 'SIGSTOP'));
  });`;

/**
 * A port whose SYNs are swallowed: a process that listens with a queue of one, stopped before it accepts anybody, and
 * the queue filled. Linux drops the SYNs that follow; the client's kernel goes on asking in vain.
 */
export async function startSynHole(): Promise<BadServer> {
  const [command, args] = endWithParent(process.execPath, ['-e', LISTEN_AND_STOP]);
  const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  const [line] = (await once(child.stdout, 'data')) as [Buffer];
  const port = Number(line.toString());
  const fill = Array.from({ length: BACKLOG + 1 }, () => connect(port, '127.0.0.1'));
  await Promise.all(fill.map((socket) => once(socket, 'connect')));
  return {
    port,
    close() {
      for (const socket of fill) socket.destroy();
      child.kill('SIGKILL');
    },
  };
}

export interface Proxy extends BadServer {
  /** TCP reset of every connection. */
  reset(): void;
  /** Stops reading from publishers without closing. */
  stall(): void;
  connections(): number;
  /** What the publisher sent on the last connection, each piece with its time, and how it ended. */
  heard(): { pieces: { atMs: number; bytes: Buffer }[]; end: 'open' | 'end' | 'cut' };
}

/** Passes everything on to a real server, until told otherwise. */
export async function startProxy(toPort: number): Promise<Proxy> {
  const sockets = new Set<Socket>();
  let total = 0;
  let heard: ReturnType<Proxy['heard']> = { pieces: [], end: 'open' };
  const server = await listen((socket) => {
    total += 1;
    const upstream = connect(toPort, '127.0.0.1');
    sockets.add(socket);
    const mine: typeof heard = { pieces: [], end: 'open' };
    heard = mine;
    socket.on('data', (bytes: Buffer) => mine.pieces.push({ atMs: performance.now(), bytes }));
    socket.once('end', () => (mine.end = 'end'));
    socket.once('close', () => {
      if (mine.end === 'open') mine.end = 'cut';
    });
    socket.pipe(upstream).pipe(socket);
    upstream.on('error', () => socket.destroy());
    upstream.once('close', () => socket.destroy());
    socket.once('close', () => {
      sockets.delete(socket);
      upstream.destroy();
    });
  });
  return {
    ...server,
    reset() {
      for (const socket of sockets) socket.resetAndDestroy();
    },
    stall() {
      for (const socket of sockets) {
        socket.unpipe();
        socket.pause();
      }
    },
    connections: () => total,
    heard: () => heard,
  };
}

/** A server on a free port of its own that ends with its sockets. */
export async function listen(onSocket: (socket: Socket) => void): Promise<BadServer> {
  const open = new Set<Socket>();
  const server: Server = createServer((socket) => {
    open.add(socket);
    socket.once('close', () => open.delete(socket));
    socket.on('error', () => socket.destroy());
    onSocket(socket);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  return {
    port: typeof address === 'object' && address !== null ? address.port : 0,
    close() {
      server.close();
      for (const socket of open) socket.destroy();
    },
  };
}
