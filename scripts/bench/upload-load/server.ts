import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { AssetFolder } from '@/server/assets/asset-folder';
import { composeAssets } from '@/server/compose-assets';
import { createLog } from '@/server/log';
import { startTestApp } from '@/server/testing/test-app';

// The library's half of the web process, in a process of its own: what it takes of memory is nobody else's.

const parent = process.argv[2] ?? '/tmp';
const test = await startTestApp();
const folder = new AssetFolder(await mkdtemp(path.join(parent, 'sb-bench-assets-')));
const { actor } = await test.addMember('producer');
const assets = await composeAssets({
  folder,
  quotaBytes: 1e12,
  domain: test.domain,
  readUser: () => Promise.resolve(actor),
  logger: createLog({ level: 'silent', name: 'bench' }).logger,
});
const server = createServer((request, response) => {
  void assets.http.serve(request.url?.split('?')[0] ?? '/', { request, response });
});
server.listen(0, '127.0.0.1', () => {
  process.send?.({ origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}` });
});
process.once('disconnect', () => {
  server.closeAllConnections();
  assets.close();
  void Promise.all([test.stop(), rm(folder.root, { recursive: true })]).finally(() => process.exit(0));
});
