import { writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { formatReport } from './report';
import { runDemo } from './run-demo';

const GUESTS_MAX = 8;

const { values } = parseArgs({
  options: {
    guests: { type: 'string', default: '2' },
    seconds: { type: 'string', default: '30' },
    json: { type: 'string' },
    out: { type: 'string', default: 'demo-output' },
  },
});
const guests = Number(values.guests);
const seconds = Number(values.seconds);
if (!Number.isInteger(guests) || guests < 1 || guests > GUESTS_MAX || !(seconds >= 10)) {
  process.stderr.write(
    `Usage: npm run show:demo -- [--guests 1..${GUESTS_MAX}] [--seconds 10 or more] [--json FILE] [--out FOLDER]\n`,
  );
  process.exit(2);
}

const startedMs = Date.now();
const log = (line: string) =>
  process.stdout.write(`[${((Date.now() - startedMs) / 1000).toFixed(1).padStart(6)} s] ${line}\n`);

const report = await runDemo({ guests, seconds, outputDir: values.out, log });
process.stdout.write(`\n${formatReport(report)}\n`);
if (values.json !== undefined) await writeFile(values.json, `${JSON.stringify(report, null, 2)}\n`);
for (const failure of report.failures) process.stdout.write(`FAILED: ${failure}\n`);
process.exit(report.failures.length === 0 ? 0 : 1);
