import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { readVitestCounts } from './read-counts.mjs';
import { runStep } from './run-step.mjs';

const node = (tool, ...args) => [`node_modules/${tool}`, ...args];
const SOURCES = ['app', 'components', 'lib', 'server', 'gateway', 'scripts', 'e2e'];
const depcruise = (...env) => ({
  args: node(
    'dependency-cruiser/bin/dependency-cruise.mjs',
    '--config',
    '.dependency-cruiser.cjs',
    ...present(),
  ),
  env: Object.fromEntries(env),
});

/**
 * Static checks and unit tests, two at a time: the long ones begin first.
 * @returns {Promise<{passed: number, failed: number, failures: string[]}>} each check counts as one beside the unit tests.
 */
export async function runStaticChecks() {
  const reportDir = mkdtempSync(path.join(tmpdir(), 'stream-buddy-check-'));
  const report = path.join(reportDir, 'unit.json');
  const queue = [
    { name: 'types and lint', args: ['scripts/checks/types-and-lint.mjs'] },
    {
      name: 'unit tests',
      args: node(
        'vitest/vitest.mjs',
        ...['run', '--project', 'node', '--project', 'jsdom'],
        ...['--reporter=default', '--reporter=json', `--outputFile=${report}`],
      ),
    },
    { name: 'imports (source)', ...depcruise() },
    { name: 'imports (run time)', ...depcruise(['DEPCRUISE_GRAPH', 'runtime']) },
    { name: 'dead code', args: node('knip/bin/knip.js', '--no-progress') },
    {
      name: 'format',
      args: node('prettier/bin/prettier.cjs', '--check', '.', '--log-level', 'warn', '--cache'),
    },
  ];
  const results = [];
  const work = async () => {
    for (let step = queue.shift(); step !== undefined; step = queue.shift())
      results.push(await runStep(step));
  };
  await Promise.all([work(), work()]);
  const unit = readVitestCounts(report);
  rmSync(reportDir, { recursive: true });
  const statics = results.filter((result) => result.name !== 'unit tests');
  const isUnitBroken = results.some((result) => result.name === 'unit tests' && !result.isPassed);
  return {
    passed: statics.filter((result) => result.isPassed).length + unit.passed,
    failed: statics.filter((result) => !result.isPassed).length + Math.max(unit.failed, isUnitBroken ? 1 : 0),
    failures: [
      ...statics.filter((result) => !result.isPassed).map((result) => result.name),
      ...unit.failures,
    ],
  };
}

function present() {
  return SOURCES.filter((folder) => existsSync(folder));
}
