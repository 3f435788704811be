import { createServer } from 'node:net';
import { createSocket } from 'node:dgram';

const FIRST_PORT = 21_000;
/** Below the ephemeral range: a poller there can connect to itself and take the port it waits for. */
const LAST_PORT = 32_000;
const TRIES_MAX = 200;
/**
 * Test files run two at a time, each in a process that knows nothing of the other's ports: a worker of Vitest's looks
 * within a share of its own, anything else within the last one.
 */
const SHARES = 4;
const SHARE = (LAST_PORT - FIRST_PORT) / SHARES;

/** Given out by this process before: whoever asked may not listen there yet. */
const given = new Set<number>();

/** Finds the first of `count` consecutive ports that are free for TCP and UDP, and gives none of them out twice. */
export async function findFreePorts(count: number): Promise<number> {
  const first = FIRST_PORT + SHARE * (Number(process.env.VITEST_POOL_ID ?? SHARES - 1) % SHARES);
  for (let attempt = 0; attempt < TRIES_MAX; attempt++) {
    const base = first + Math.floor(Math.random() * (SHARE - count));
    const ports = Array.from({ length: count }, (_, index) => base + index);
    if (ports.some((port) => given.has(port))) continue;
    for (const port of ports) given.add(port);
    if ((await Promise.all(ports.map(isPortFree))).every(Boolean)) return base;
  }
  throw new Error(`No block of ${count} free ports found in ${TRIES_MAX} tries.`);
}

async function isPortFree(port: number): Promise<boolean> {
  return (await isTcpFree(port)) && (await isUdpFree(port));
}

/** On every address, as those that listen on 0.0.0.0 need it. */
function isTcpFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen(port, () => server.close(() => resolve(true)));
  });
}

function isUdpFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = createSocket('udp4');
    socket.once('error', () => resolve(false));
    socket.bind(port, () => socket.close(() => resolve(true)));
  });
}
