import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Child } from './child';
import { startChild } from './child';
import { waitFor } from './wait-for';

const NGINX = process.env.NGINX ?? '/usr/sbin/nginx';
const RTMP_MODULE = process.env.NGINX_RTMP_MODULE ?? '/usr/lib/nginx/modules/ngx_rtmp_module.so';

export interface RtmpServer {
  /** What a destination is given. */
  url: string;
  port: number;
  readUrl(key: string): string;
  /** What arrived, as FLV files, oldest first. */
  recordings(): Promise<string[]>;
  start(): Promise<void>;
  /** As a crashed platform: connections are reset or closed, the port refuses. */
  stop(): Promise<void>;
  dispose(): Promise<void>;
}

/** A real RTMP server (nginx with its RTMP module) that records all it is sent. */
export async function createRtmpServer(port: number): Promise<RtmpServer> {
  const folder = await mkdtemp(join(tmpdir(), 'rtmp-'));
  const records = join(folder, 'records');
  await mkdir(records);
  await writeFile(join(folder, 'nginx.conf'), nginxConfig(folder, records, port));
  let child: Child | null = null;
  const server: RtmpServer = {
    url: `rtmp://127.0.0.1:${port}/live`,
    port,
    readUrl: (key) => `rtmp://127.0.0.1:${port}/live/${key}`,
    async recordings() {
      const names = (await readdir(records)).filter((name) => name.endsWith('.flv')).sort();
      return names.map((name) => join(records, name));
    },
    async start() {
      child = startChild(NGINX, [
        '-c',
        join(folder, 'nginx.conf'),
        '-p',
        folder,
        '-e',
        join(folder, 'error.log'),
      ]);
      await waitFor(`nginx on port ${port}`, () => canConnect(port), { timeoutMs: 10_000 }).catch(
        (error: unknown) => {
          throw new Error(`${String(error)}\n${child?.output() ?? ''}`);
        },
      );
    },
    async stop() {
      await child?.stop('SIGTERM');
      child = null;
    },
    async dispose() {
      await server.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
  await server.start();
  return server;
}

function nginxConfig(folder: string, records: string, port: number): string {
  const user = process.getuid?.() === 0 ? 'user root;' : '';
  return `
load_module ${RTMP_MODULE};
${user}
daemon off;
master_process off;
worker_processes 1;
pid ${folder}/nginx.pid;
error_log ${folder}/error.log warn;
events { worker_connections 128; }
rtmp {
  server {
    listen 127.0.0.1:${port};
    chunk_size 4096;
    application live { live on; record all; record_path ${records}; record_unique on; record_suffix -%s.flv; }
  }
}
`;
}

function canConnect(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
  });
}
