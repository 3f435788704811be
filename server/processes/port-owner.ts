import { execFile } from 'node:child_process';
import dgram from 'node:dgram';
import { once } from 'node:events';
import { readdir, readFile, readlink } from 'node:fs/promises';
import net from 'node:net';
import { promisify } from 'node:util';
import { readCommand } from './read-command';

const run = promisify(execFile);

export interface PortNeed {
  protocol: 'tcp' | 'udp';
  host: string;
  port: number;
  /** Who wants it, and the setting that moves it. */
  part: string;
  setting: string;
  /** The setting of `host`; absent where none moves it. */
  hostSetting?: string;
}

/** One clear line per port that cannot be had; none when all are free. */
export async function findPortProblems(needs: readonly PortNeed[]): Promise<string[]> {
  const lines = await Promise.all(needs.map(portProblem));
  return lines.filter((line) => line !== null);
}

async function portProblem(need: PortNeed): Promise<string | null> {
  const code = await tryBind(need);
  if (code === null) return null;
  const port = `${need.protocol.toUpperCase()} port ${need.port} (${need.part})`;
  if (code === 'EADDRINUSE') {
    const owner = await findPortOwner(need.protocol, need.port);
    const by = owner === null ? 'another program' : `"${owner.command}" (process ${owner.pid})`;
    return `${port} is taken by ${by}. Stop it, or set ${need.setting} to another port.`;
  }
  if (code === 'EACCES')
    return `${port} needs more rights than this user has. Set ${need.setting} to a port above 1023.`;
  if (code === 'EADDRNOTAVAIL')
    return `${port}: this machine has no address ${need.host}. Change ${need.hostSetting ?? 'the network settings'}.`;
  return `${port} cannot be opened (${code}). Set ${need.setting} to another port.`;
}

async function tryBind({ protocol, host, port }: PortNeed): Promise<string | null> {
  try {
    if (protocol === 'tcp') {
      const server = net.createServer();
      server.listen({ port, host, exclusive: true });
      await once(server, 'listening');
      server.close();
      await once(server, 'close');
    } else {
      const socket = dgram.createSocket('udp4');
      socket.bind(port, host);
      await once(socket, 'listening');
      socket.close();
    }
    return null;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code ?? 'unknown';
  }
}

export interface PortOwner {
  pid: number;
  command: string;
}

/** Longer command lines say no more about who it is. */
const COMMAND_CHARS = 80;

/** Who holds the port, when this user may know it: from /proc on Linux, `lsof` elsewhere. */
export async function findPortOwner(protocol: 'tcp' | 'udp', port: number): Promise<PortOwner | null> {
  const pid =
    process.platform === 'linux' ? await pidFromProc(protocol, port) : await pidFromLsof(protocol, port);
  return pid === null
    ? null
    : { pid, command: withoutNodeFlags(await readCommand(pid)).slice(0, COMMAND_CHARS) };
}

/** Of a program of ours, say: what it is, before how it was started. */
function withoutNodeFlags(command: string): string {
  return command.replaceAll(/ --(import \S+|enable-source-maps)/g, '');
}

async function pidFromProc(protocol: 'tcp' | 'udp', port: number): Promise<number | null> {
  const inodes = new Set<string>();
  for (const table of [protocol, `${protocol}6`]) {
    const text = await readFile(`/proc/net/${table}`, 'utf8').catch(() => '');
    for (const line of text.split('\n').slice(1)) {
      // proc(5): sl local_address rem_address st … inode is the tenth column; 0A is LISTEN.
      const [, local, , state, , , , , , inode] = line.trim().split(/\s+/);
      if (local === undefined || inode === undefined || (protocol === 'tcp' && state !== '0A')) continue;
      if (Number.parseInt(local.split(':')[1] ?? '', 16) === port) inodes.add(`socket:[${inode}]`);
    }
  }
  if (inodes.size === 0) return null;
  for (const entry of await readdir('/proc')) {
    if (!/^\d+$/.test(entry)) continue;
    const handles = await readdir(`/proc/${entry}/fd`).catch(() => []);
    for (const handle of handles) {
      const target = await readlink(`/proc/${entry}/fd/${handle}`).catch(() => '');
      if (inodes.has(target)) return Number(entry);
    }
  }
  return null;
}

async function pidFromLsof(protocol: 'tcp' | 'udp', port: number): Promise<number | null> {
  const filter = protocol === 'tcp' ? ['-sTCP:LISTEN'] : [];
  const { stdout } = await run('lsof', ['-t', `-i${protocol}:${port}`, ...filter]).catch(() => ({
    stdout: '',
  }));
  const pid = Number.parseInt(stdout, 10);
  return Number.isNaN(pid) ? null : pid;
}
