// `npm test`: everything CI runs, on a fresh clone. Installs what is missing, then static checks and unit tests,
// integration tests against real PostgreSQL and real processes, end to end in Chromium. Last line: N passed, N failed.
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { assertNodeVersion } from './start/assert-node-version.mjs';

assertNodeVersion();
const { generateWhenStale, installWhenStale, makeReady, root } = await import('./start/make-ready.mjs');
process.chdir(root);
installWhenStale({ withDev: true });
generateWhenStale();

const { installTestTools } = await import('./checks/install-test-tools.mjs');
const chromium = installTestTools();
const { runStaticChecks } = await import('./checks/static-checks.mjs');
const { runStep } = await import('./checks/run-step.mjs');
const { readPlaywrightCounts, readVitestCounts } = await import('./checks/read-counts.mjs');

const reportDir = mkdtempSync(path.join(tmpdir(), 'stream-buddy-test-'));
const sums = [await runStaticChecks()];

const integrationReport = path.join(reportDir, 'integration.json');
await runStep({
  name: 'integration tests',
  args: [
    'node_modules/vitest/vitest.mjs',
    ...['run', '--project', 'integration', '--reporter=default', '--reporter=json'],
    `--outputFile=${integrationReport}`,
  ],
  env: { CHROMIUM: chromium },
});
sums.push(readVitestCounts(integrationReport));

if (existsSync('e2e')) {
  await makeReady({ isDev: false });
  const e2eReport = path.join(reportDir, 'e2e.json');
  await runStep({
    name: 'end to end tests',
    // One more try, for real media on a busy machine; whoever needs it is named at the end.
    args: ['node_modules/@playwright/test/cli.js', 'test', '--reporter=list,json', '--retries=1'],
    env: { CHROMIUM: chromium, PLAYWRIGHT_JSON_OUTPUT_NAME: e2eReport },
    isLoud: true,
  });
  const counts = readPlaywrightCounts(e2eReport);
  sums.push(counts);
  for (const title of counts.flaky) console.log(`flaky: passed at the second try: ${title}`);
}
rmSync(reportDir, { recursive: true });
for (const failure of sums.flatMap((counts) => counts.failures)) console.log(`failed: ${failure}`);

const passed = sums.reduce((sum, counts) => sum + counts.passed, 0);
const failed = sums.reduce((sum, counts) => sum + counts.failed, 0);
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;
