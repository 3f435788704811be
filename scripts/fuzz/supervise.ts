import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { TargetReport } from './fuzz';

/** No call may hold a process this long: what is slow is measured inside, what never ends is seen from here. */
const HANG_MS = 20_000;
const LOOK_EVERY_MS = 500;

export interface Supervision {
  seed: number;
  millisPerTarget: number;
  onReport(report: TargetReport): void;
}

/** Runs the targets in a process of their own. A hang or a crash is a finding too; the rest goes on in a new process. */
export async function supervise(names: readonly string[], options: Supervision): Promise<void> {
  const dir = mkdtempSync(join(tmpdir(), 'stream-buddy-fuzz-'));
  let left = [...names];
  try {
    while (left.length > 0) left = await runOnce(left, join(dir, 'input'), options);
  } finally {
    rmSync(dir, { recursive: true, force: true });
  }
}

/** @returns the targets that still have to run. */
async function runOnce(names: readonly string[], inputFile: string, options: Supervision): Promise<string[]> {
  const { seed, millisPerTarget } = options;
  const program = fileURLToPath(new URL('worker.ts', import.meta.url));
  const args = ['--import', 'tsx', program, inputFile, String(seed), String(millisPerTarget), ...names];
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
  const left = [...names];
  let current: string | null = null;
  child.on('message', (message: { started: string } | { report: TargetReport }) => {
    if ('started' in message) {
      current = message.started;
      return;
    }
    options.onReport(message.report);
    left.shift();
    current = null;
  });
  const { code, isHung } = await ended(child, inputFile, () => current !== null);
  if (current === null) {
    if (left.length > 0) throw new Error(`the fuzzing process ended with ${code} before ${left[0]}`);
    return [];
  }
  options.onReport(reportOfDeath(current, { seed, inputFile, kind: isHung ? 'hang' : 'crash' }));
  return left.slice(1);
}

function ended(
  child: ChildProcess,
  inputFile: string,
  isRunning: () => boolean,
): Promise<{ code: number | null; isHung: boolean }> {
  return new Promise((resolve) => {
    let isHung = false;
    const timer = setInterval(() => {
      if (!isRunning() || Date.now() - changedMs(inputFile) < HANG_MS) return;
      isHung = true;
      child.kill('SIGKILL');
    }, LOOK_EVERY_MS);
    child.once('exit', (code) => {
      clearInterval(timer);
      resolve({ code, isHung });
    });
  });
}

function changedMs(file: string): number {
  try {
    return statSync(file).mtimeMs;
  } catch {
    /* Not written yet: the target is still being made. */
    return Date.now();
  }
}

function reportOfDeath(
  target: string,
  at: { seed: number; inputFile: string; kind: 'hang' | 'crash' },
): TargetReport {
  const [execution = '0', input = ''] = readFileSync(at.inputFile, 'utf8').split(' ');
  const message = at.kind === 'hang' ? `one call takes more than ${HANG_MS} ms` : 'the process died';
  const finding = { target, kind: at.kind, message, stack: '', input, shown: '', seed: at.seed };
  return {
    target,
    executions: Number(execution),
    answers: {},
    findings: [{ ...finding, execution: Number(execution) }],
    heapGrowthBytes: 0,
    millis: 0,
  };
}
