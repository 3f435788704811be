import { existsSync, readFileSync } from 'node:fs';

/** A report that is missing means that the runner broke: counted as one failure, never as nothing. */
const BROKEN = { passed: 0, failed: 1 };

/** Of `vitest --reporter=json`. */
export function readVitestCounts(file) {
  if (!existsSync(file)) return BROKEN;
  const report = JSON.parse(readFileSync(file, 'utf8'));
  // A file that cannot be loaded has no tests in it, and is a failure all the same.
  const emptyFailures = report.testResults.filter(
    (suite) => suite.status === 'failed' && suite.assertionResults.length === 0,
  ).length;
  return { passed: report.numPassedTests, failed: report.numFailedTests + emptyFailures };
}

/**
 * Of Playwright's JSON reporter. There are no skipped tests: one that did not run, since the one it depends on failed,
 * counts as failed. One that passed when tried again passed, and is named in `flaky`.
 */
export function readPlaywrightCounts(file) {
  if (!existsSync(file)) return { ...BROKEN, flaky: [] };
  const { stats, errors, suites } = JSON.parse(readFileSync(file, 'utf8'));
  return {
    passed: stats.expected + stats.flaky,
    failed: stats.unexpected + stats.skipped + errors.length,
    flaky: suites.flatMap(flakyTitles),
  };
}

function flakyTitles({ specs = [], suites = [] }) {
  const own = specs.filter((spec) => spec.tests.some((test) => test.status === 'flaky'));
  return [...own.map((spec) => `${spec.file}: ${spec.title}`), ...suites.flatMap(flakyTitles)];
}
