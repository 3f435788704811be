import type { Finding, TargetReport } from './fuzz';

const ANSWERS_SHOWN = 8;

/** One line of the table: target, executions, findings, heap growth, and how often each answer was given. */
export function reportLine(report: TargetReport): string {
  const answers = Object.entries(report.answers).sort(([, a], [, b]) => b - a);
  const shown = answers.slice(0, ANSWERS_SHOWN).map(([code, times]) => `${code} ${times}`);
  const rest = answers.length > ANSWERS_SHOWN ? [`and ${answers.length - ANSWERS_SHOWN} more`] : [];
  const heap = `${(report.heapGrowthBytes / 1024).toFixed(0)} KiB`;
  const { target, executions, findings } = report;
  return row([target, String(executions), String(findings.length), heap], [...shown, ...rest].join(', '));
}

export const REPORT_HEAD = row(['target', 'executions', 'findings', 'heap'], 'answers');

function row(figures: readonly string[], answers: string): string {
  const widths = [-13, 10, 8, 10];
  const cells = figures.map((text, index) => {
    const width = widths[index] ?? 0;
    return width < 0 ? text.padEnd(-width) : text.padStart(width);
  });
  return `${cells.join(' ')}  ${answers}`;
}

/** What happened and how to see it again. */
export function findingText(finding: Finding): string {
  const again =
    finding.input === ''
      ? `npm run fuzz -- --target ${finding.target} --seed ${finding.seed}`
      : `npm run fuzz -- --target ${finding.target} --input ${finding.input}`;
  return [
    `${finding.kind} in ${finding.target}, execution ${finding.execution} of seed ${finding.seed}: ${finding.message}`,
    ...(finding.stack === '' ? [] : [finding.stack]),
    ...(finding.shown === '' ? [] : [`  input: ${finding.shown}`]),
    `  again: ${again}`,
  ].join('\n');
}
