import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';

/** A report that is missing means that the runner broke: counted as one failure, never as nothing. */
const BROKEN = { passed: 0, failed: 1, failures: ['the test runner broke off without a report'] };
/** Of each failure's message, so that the end of a log says what went wrong and where to look for more. */
const MESSAGE_LENGTH_MAX = 300;

/**
 * Of `vitest --reporter=json`. There are no skipped tests: one that did not run, since what prepares it failed, counts as
 * failed, and so does a file that cannot be loaded or fails outside of its tests.
 */
export function readVitestCounts(file) {
  if (!existsSync(file)) return BROKEN;
  const { testResults } = JSON.parse(readFileSync(file, 'utf8'));
  const results = testResults.flatMap((suite) => suite.assertionResults);
  const isBroken = (suite) =>
    suite.status === 'failed' && !suite.assertionResults.some((result) => result.status === 'failed');
  const passed = results.filter((result) => result.status === 'passed').length;
  return {
    passed,
    failed: results.length - passed + testResults.filter(isBroken).length,
    failures: testResults.flatMap((suite) => vitestFailures(suite, isBroken(suite))),
  };
}

function vitestFailures({ name, message, assertionResults }, isBroken) {
  const file = path.relative(process.cwd(), name);
  if (isBroken) return [describe(file, message)];
  return assertionResults
    .filter((result) => result.status === 'failed')
    .map((result) => describe(`${file}: ${result.fullName}`, result.failureMessages[0] ?? ''));
}

/**
 * Of Playwright's JSON reporter. There are no skipped tests: one that did not run, since the one it depends on failed,
 * counts as failed. One that passed when tried again passed, and is named in `flaky`. `files`: how long each took.
 */
export function readPlaywrightCounts(file) {
  if (!existsSync(file)) return { ...BROKEN, flaky: [], files: [] };
  const { stats, errors, suites } = JSON.parse(readFileSync(file, 'utf8'));
  return {
    passed: stats.expected + stats.flaky,
    failed: stats.unexpected + stats.skipped + errors.length,
    flaky: suites.flatMap((suite) => titlesOf(suite, 'flaky')),
    failures: [
      ...errors.map((error) => describe('end to end tests', error.message ?? '')),
      ...suites.flatMap((suite) => titlesOf(suite, 'unexpected')),
    ],
    files: suites.map((suite) => ({ file: `e2e/${suite.file}`, seconds: secondsOf(suite) })),
  };
}

function secondsOf({ specs = [], suites = [] }) {
  const results = specs.flatMap((spec) => spec.tests.flatMap((test) => test.results));
  const ownMs = results.reduce((sum, result) => sum + result.duration, 0);
  return suites.reduce((sum, suite) => sum + secondsOf(suite), ownMs / 1_000);
}

function titlesOf({ specs = [], suites = [] }, status) {
  const own = specs.flatMap((spec) => {
    const test = spec.tests.find((candidate) => candidate.status === status);
    return test === undefined
      ? []
      : [describe(`${spec.file}: ${spec.title}`, test.results[0]?.error?.message ?? '')];
  });
  return [...own, ...suites.flatMap((suite) => titlesOf(suite, status))];
}

function describe(title, message) {
  // Colours of a terminal say nothing in a list.
  const plain = message
    .replace(/\u001b\[[0-9;]*m/g, '')
    .replace(/\s+/g, ' ')
    .trim();
  return plain === '' ? title : `${title}: ${plain.slice(0, MESSAGE_LENGTH_MAX)}`;
}
