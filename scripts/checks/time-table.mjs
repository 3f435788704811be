import { formatSeconds } from './run-step.mjs';

const FILES_SHOWN = 10;

/** Where the time of a run went: each step, then the test files that took longest. */
export function timeTable(steps, files) {
  const line = ({ name, seconds }) => `${formatSeconds(seconds)}  ${name}`;
  const slowest = files.toSorted((a, b) => b.seconds - a.seconds).slice(0, FILES_SHOWN);
  return [
    '\nTime per step',
    ...steps.map(line),
    '\nSlowest test files',
    ...slowest.map(({ file, seconds }) => line({ name: file, seconds })),
  ].join('\n');
}
