// `npm run check`: what CI asks first. Format, lint, types, imports twice, dead code and unit tests.
import { assertNodeVersion } from './start/assert-node-version.mjs';

assertNodeVersion();
const { generateWhenStale, installWhenStale, root } = await import('./start/make-ready.mjs');
process.chdir(root);
installWhenStale({ withDev: true });
generateWhenStale();
const { runStaticChecks } = await import('./checks/static-checks.mjs');
const startedMs = performance.now();
const { passed, failed } = await runStaticChecks();
console.log(`\n${((performance.now() - startedMs) / 1_000).toFixed(0)} s`);
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed === 0 ? 0 : 1);
