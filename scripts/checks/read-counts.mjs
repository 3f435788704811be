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

/** Of Playwright's JSON reporter. A test that passed only when tried again did not pass. */
export function readPlaywrightCounts(file) {
  if (!existsSync(file)) return BROKEN;
  const { stats, errors } = JSON.parse(readFileSync(file, 'utf8'));
  return { passed: stats.expected, failed: stats.unexpected + stats.flaky + errors.length };
}
