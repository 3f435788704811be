import { parseArgs } from 'node:util';
import { ALL_TARGETS } from './all-targets';
import { attempt, type Finding } from './fuzz';
import type { FuzzTarget } from './fuzz-target';
import { findingText, REPORT_HEAD, reportLine } from './report';
import { supervise } from './supervise';

/**
 * `npm run fuzz -- [--seconds N] [--seed N] [--target NAME ...] [--input BASE64] [--list]`: hostile input for every parser
 * that reads what a network brings. Exit code 1 when something was found.
 */
const SECONDS_DEFAULT = 60;

const { values } = parseArgs({
  options: {
    seconds: { type: 'string', default: String(SECONDS_DEFAULT) },
    seed: { type: 'string' },
    target: { type: 'string', multiple: true },
    input: { type: 'string' },
    list: { type: 'boolean', default: false },
  },
});
const names = values.target ?? Object.keys(ALL_TARGETS);
const unknown = names.filter((name) => !Object.hasOwn(ALL_TARGETS, name));

if (values.list) console.log(Object.keys(ALL_TARGETS).join('\n'));
else if (unknown.length > 0) fail(`There is no target ${unknown.join(', ')}. See --list.`);
else if (values.input !== undefined) await runAgain(names, values.input);
else await runAll();

async function runAll(): Promise<void> {
  const seconds = Number(values.seconds);
  if (!(seconds > 0)) return fail('--seconds needs a number above 0.');
  const seed = values.seed === undefined ? Date.now() % 2 ** 31 : Number(values.seed);
  if (!Number.isInteger(seed)) return fail('--seed needs a whole number.');
  console.log(`seed ${seed}, ${seconds} s over ${names.length} targets\n\n${REPORT_HEAD}`);
  const findings: Finding[] = [];
  let executions = 0;
  await supervise(names, {
    seed,
    millisPerTarget: (seconds * 1000) / names.length,
    onReport: (report) => {
      console.log(reportLine(report));
      findings.push(...report.findings);
      executions += report.executions;
    },
  });
  for (const finding of findings) console.log(`\n${findingText(finding)}`);
  console.log(`\n${executions} executions, ${findings.length} findings, seed ${seed}`);
  if (findings.length > 0) process.exitCode = 1;
}

/** One input, in this process, so that a debugger stops where it goes wrong. */
async function runAgain([name = '', ...others]: readonly string[], input: string): Promise<void> {
  const make = ALL_TARGETS[name];
  if (make === undefined || others.length > 0) return fail('--input needs exactly one --target.');
  const target = (await make()) as unknown as FuzzTarget<unknown>;
  const outcome = await attempt(target, target.kind.decode(input));
  await target.close?.();
  if (outcome.status === 'answered') {
    console.log(`${name}: ${outcome.code}, ${outcome.millis.toFixed(1)} ms`);
    return;
  }
  console.error(outcome.error);
  process.exitCode = 1;
}

function fail(message: string): void {
  console.error(message);
  process.exitCode = 2;
}
