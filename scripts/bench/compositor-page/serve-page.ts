import { createReadStream, existsSync, statSync } from 'node:fs';
import { mkdtemp, rm, stat } from 'node:fs/promises';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { extname, join, normalize } from 'node:path';
import { build } from 'vite';

const ROOT = join(import.meta.dirname, '../../..');
/** Stands for the library: its files, in ranges as the product serves them. */
const ASSETS = join(ROOT, 'e2e/support/media');
const TYPES: Record<string, string> = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.woff2': 'font/woff2',
};

/** Bundles the bench page as a browser gets it in production and serves it on a free port of this machine. */
export async function servePage(): Promise<{ url: string; close: () => Promise<void> }> {
  const folder = await mkdtemp(join(tmpdir(), 'compositor-page-'));
  await build({
    root: import.meta.dirname,
    configFile: false,
    logLevel: 'error',
    resolve: { alias: { '@': ROOT } },
    worker: { format: 'es' },
    build: { outDir: folder, emptyOutDir: true, assetsInlineLimit: 0, target: 'es2022' },
  });
  const server = createServer((request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://localhost');
    if (pathname === '/wait') {
      setTimeout(() => response.end(), Number(searchParams.get('ms')));
      return;
    }
    if (pathname.startsWith('/api/assets/')) {
      sendAsset(pathname.slice('/api/assets/'.length), request, response);
      return;
    }
    const path = normalize(decodeURIComponent(pathname));
    const file = join(folder, path === '/' ? 'index.html' : path);
    stat(file).then(
      () => {
        response.setHeader('content-type', TYPES[extname(file)] ?? 'application/octet-stream');
        createReadStream(file).pipe(response);
      },
      () => response.writeHead(404).end(),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/`,
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await rm(folder, { recursive: true, force: true });
    },
  };
}

function sendAsset(name: string, { headers }: IncomingMessage, response: ServerResponse): void {
  const file = join(ASSETS, name.replaceAll('/', ''));
  if (!existsSync(file)) {
    response.writeHead(404).end();
    return;
  }
  const size = statSync(file).size;
  const [, from = '0', to = ''] = /^bytes=(\d+)-(\d*)$/.exec(headers.range ?? '') ?? [];
  const start = Number(from);
  const end = to === '' ? size - 1 : Math.min(size - 1, Number(to));
  response.writeHead(headers.range === undefined ? 200 : 206, {
    'accept-ranges': 'bytes',
    'content-length': end - start + 1,
    'content-range': `bytes ${start}-${end}/${size}`,
  });
  createReadStream(file, { start, end }).pipe(response);
}
