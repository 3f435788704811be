import { existsSync } from 'node:fs';
import { runStep } from './run-step.mjs';
import { runVitest } from './run-vitest.mjs';

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
 * @returns {Promise<{passed: number, failed: number, failures: string[], steps: object[], files: object[]}>} each check
 * counts as one beside the unit tests.
 */
export async function runStaticChecks() {
  const results = [];
  let unit;
  const check = (step) => async () => void results.push(await runStep(step));
  const queue = [
    check({ name: 'types and lint', args: ['scripts/checks/types-and-lint.mjs'] }),
    async () => {
      unit = await runVitest({ name: 'unit tests', projects: ['node', 'jsdom'] });
    },
    check({ name: 'imports (source)', ...depcruise() }),
    check({ name: 'imports (run time)', ...depcruise(['DEPCRUISE_GRAPH', 'runtime']) }),
    check({ name: 'dead code', args: node('knip/bin/knip.js', '--no-progress') }),
    check({
      name: 'format',
      args: node('prettier/bin/prettier.cjs', '--check', '.', '--log-level', 'warn', '--cache'),
    }),
  ];
  const work = async () => {
    for (let run = queue.shift(); run !== undefined; run = queue.shift()) await run();
  };
  await Promise.all([work(), work()]);
  const failed = results.filter((result) => !result.isPassed);
  return {
    passed: results.length - failed.length + unit.passed,
    failed: failed.length + unit.failed,
    failures: [...failed.map((result) => result.name), ...unit.failures],
    steps: [...results, ...unit.steps],
    files: unit.files,
  };
}

function present() {
  return SOURCES.filter((folder) => existsSync(folder));
}
