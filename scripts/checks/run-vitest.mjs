import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { readVitestCounts } from './read-counts.mjs';
import { runStep } from './run-step.mjs';

/**
 * Runs some of the projects of vitest.config.ts as one step.
 * @param retry - how often a test that failed is tried again; whoever needed it is named in `flaky`.
 * @returns {Promise<{passed: number, failed: number, failures: string[], flaky: string[], steps: object[], files: {file: string, seconds: number}[]}>}
 */
export async function runVitest({ name, projects, env = {}, retry = 0 }) {
  const folder = mkdtempSync(path.join(tmpdir(), 'stream-buddy-vitest-'));
  const report = path.join(folder, 'report.json');
  const fileReport = path.join(folder, 'files.json');
  const step = await runStep({
    name,
    args: [
      'node_modules/vitest/vitest.mjs',
      'run',
      ...projects.flatMap((project) => ['--project', project]),
      ...['--reporter=default', '--reporter=json', `--outputFile=${report}`],
      '--reporter=./scripts/checks/file-reporter.mjs',
      `--retry=${retry}`,
    ],
    env: { ...env, FILE_REPORT: fileReport },
  });
  const counts = readVitestCounts(report);
  const files = existsSync(fileReport) ? JSON.parse(readFileSync(fileReport, 'utf8')) : [];
  rmSync(folder, { recursive: true });
  // A run that failed for another reason than a test's (an error outside of all, a process left behind) failed too.
  if (!step.isPassed && counts.failed === 0) {
    counts.failed = 1;
    counts.failures.push(`${name}: ended with an error`);
  }
  return { ...counts, flaky: files.flatMap((file) => file.flaky), steps: [step], files };
}
