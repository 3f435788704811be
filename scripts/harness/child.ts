import type { ChildProcess, SpawnOptions } from 'node:child_process';
import { spawn } from 'node:child_process';
import { endWithParent } from './end-with-parent';

const STOP_TIMEOUT_MS = 20_000;
/** Enough to explain a failure, too little to fill a disk. */
const OUTPUT_CHARS_MAX = 400_000;

export interface Child {
  readonly pid: number;
  output(): string;
  exited(): boolean;
  /** SIGTERM, then SIGKILL after 20 s. @returns the exit code, null when killed. */
  stop(signal?: NodeJS.Signals): Promise<number | null>;
}

/** Starts a program and keeps the tail of its output. It is asked to stop when this process ends without doing so. */
export function startChild(command: string, args: readonly string[], options: SpawnOptions = {}): Child {
  const child: ChildProcess = spawn(...endWithParent(command, args, 'TERM'), {
    stdio: ['ignore', 'pipe', 'pipe'],
    ...options,
  });
  let output = '';
  let ended = false;
  const keep = (chunk: Buffer) => {
    output = (output + chunk.toString('utf8')).slice(-OUTPUT_CHARS_MAX);
  };
  child.stdout?.on('data', keep);
  child.stderr?.on('data', keep);
  const exit = new Promise<number | null>((resolve) => {
    child.once('exit', (code) => {
      ended = true;
      resolve(code);
    });
    child.once('error', (error) => {
      ended = true;
      output += `\n${error.message}`;
      resolve(null);
    });
  });
  return {
    pid: child.pid ?? -1,
    output: () => output,
    exited: () => ended,
    async stop(signal = 'SIGTERM') {
      if (ended) return exit;
      child.kill(signal);
      const timer = setTimeout(() => child.kill('SIGKILL'), STOP_TIMEOUT_MS);
      const code = await exit;
      clearTimeout(timer);
      return code;
    },
  };
}
