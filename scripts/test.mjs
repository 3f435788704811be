// `npm test`: everything CI runs, on a fresh clone. Installs what is missing, then static checks and unit tests,
// integration tests against real PostgreSQL and real processes, end to end in Chromium. Last line: N passed, N failed.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { assertNodeVersion } from './start/assert-node-version.mjs';

const startedMs = performance.now();
assertNodeVersion();
const { generateWhenStale, installWhenStale, root } = await import('./start/make-ready.mjs');
process.chdir(root);
installWhenStale({ withDev: true });
generateWhenStale();

const { installTestTools } = await import('./checks/install-test-tools.mjs');
const env = { CHROMIUM: installTestTools() };
const { runStaticChecks } = await import('./checks/static-checks.mjs');
const { runStep } = await import('./checks/run-step.mjs');
const { runVitest } = await import('./checks/run-vitest.mjs');
const { readPlaywrightCounts } = await import('./checks/read-counts.mjs');
const { timeTable } = await import('./checks/time-table.mjs');
const readyStep = { name: 'install and generate', seconds: (performance.now() - startedMs) / 1_000 };

// One more try for what runs real processes and media on a busy machine; whoever needs it is named at the end.
const RETRY = 1;
const sums = [await runStaticChecks()];
// These tests wait more than they compute: the pages are built in the meantime.
const [integration, build] = await Promise.all([
  runVitest({ name: 'integration tests', projects: ['integration'], env, retry: RETRY }),
  runStep({ name: 'bundles and pages', args: ['scripts/checks/build-product.mjs'] }),
]);
sums.push(integration);
sums.push(await runVitest({ name: 'media tests', projects: ['media'], env, retry: RETRY }));
sums.push(
  await runVitest({
    name: 'media tests in Chromium',
    projects: ['browsers', 'judged-browsers'],
    env,
    retry: RETRY,
  }),
);
sums.push(build.isPassed ? await runEndToEnd() : failedBuild());

for (const title of sums.flatMap((counts) => counts.flaky ?? []))
  console.log(`flaky: passed at the second try: ${title}`);
for (const failure of sums.flatMap((counts) => counts.failures)) console.log(`failed: ${failure}`);
const steps = [readyStep, ...sums.flatMap((counts) => counts.steps)];
console.log(
  timeTable(
    steps,
    sums.flatMap((counts) => counts.files),
  ),
);
const passed = sums.reduce((sum, counts) => sum + counts.passed, 0);
const failed = sums.reduce((sum, counts) => sum + counts.failed, 0);
console.log(`\n${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;

async function runEndToEnd() {
  const folder = mkdtempSync(path.join(tmpdir(), 'stream-buddy-e2e-'));
  const report = path.join(folder, 'report.json');
  const step = await runStep({
    name: 'end to end tests',
    args: ['node_modules/@playwright/test/cli.js', 'test', '--reporter=list,json', `--retries=${RETRY}`],
    env: { ...env, PLAYWRIGHT_JSON_OUTPUT_NAME: report },
    isLoud: true,
  });
  const counts = readPlaywrightCounts(report);
  rmSync(folder, { recursive: true });
  return { ...counts, steps: [build, step] };
}

function failedBuild() {
  return { passed: 0, failed: 1, failures: [build.name], steps: [build], files: [] };
}
