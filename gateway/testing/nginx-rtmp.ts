import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { endWithParent } from '@/scripts/harness/end-with-parent';
import { findFreePorts } from '@/scripts/harness/free-ports';
import { waitFor } from './wait-for';

/** A real RTMP server: nginx with its RTMP module, foreground, on a private port. */
export interface NginxRtmp {
  port: number;
  url: string;
  stop(): Promise<void>;
}

export async function startNginxRtmp(fixedPort?: number): Promise<NginxRtmp> {
  const dir = await mkdtemp(join(tmpdir(), 'nginx-rtmp-'));
  const port = fixedPort ?? (await findFreePorts(1));
  const config = `
    daemon off; master_process off; pid ${dir}/nginx.pid; error_log ${dir}/error.log warn;
    load_module /usr/lib/nginx/modules/ngx_rtmp_module.so;
    events { worker_connections 256; }
    rtmp { server { listen 127.0.0.1:${port}; application live { live on; record off; wait_key on; } } }`;
  await writeFile(join(dir, 'nginx.conf'), config);
  const [command, args] = endWithParent('/usr/sbin/nginx', [
    ...['-c', join(dir, 'nginx.conf')],
    ...['-e', join(dir, 'start.log')],
  ]);
  const child = spawn(command, args, { stdio: 'ignore' });
  const exited = once(child, 'exit');
  await waitFor('nginx to listen', () => canConnect(port));
  return {
    port,
    url: `rtmp://127.0.0.1:${port}/live`,
    async stop() {
      child.kill('SIGKILL');
      await exited;
      await rm(dir, { recursive: true, force: true });
    },
  };
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
