// `npm start` and `npm run dev`: makes a clone ready (packages, database client, builds), each only when stale, then runs
// the supervisor in this process. Plain Node without packages, because on a fresh clone there are none.
import { assertNodeVersion } from './start/assert-node-version.mjs';

assertNodeVersion();
const startedAtMs = Date.now();
const flags = new Set(process.argv.slice(2));
for (const flag of flags) {
  if (flag === '--dev' || flag === '--https') continue;
  console.error(`${flag} is not known. There are --https and --dev.`);
  process.exit(1);
}
const isDev = flags.has('--dev');
process.env.NODE_ENV = isDev ? 'development' : 'production';

const { makeReady, root } = await import('./start/make-ready.mjs');
process.chdir(root);
await makeReady({ isDev });

if (isDev) (await import('tsx/esm/api')).register();
const { supervise } = await import(isDev ? '../server/supervisor.ts' : '../dist/server/supervisor.js');
await supervise({ root, isDev, isHttps: flags.has('--https'), startedAtMs });
