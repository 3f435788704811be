import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import type { Logger } from '../log';

/** One program to keep alive. The table of them is data: see process-table.ts. */
export interface ProcessSpec {
  name: string;
  program: string;
  args: string[];
  env: Record<string, string | undefined>;
  uid?: number | undefined;
  gid?: number | undefined;
  stopSignal: NodeJS.Signals;
  /** Resolves when the process can do its work; asked after every start. */
  whenReady: (signal: AbortSignal) => Promise<void>;
  /** The process speaks Node's IPC and ends when the supervisor is gone. */
  hasIpc: boolean;
}

/** A first restart is immediate enough to go unnoticed, a broken program does not spin. */
const BACKOFF_MS = [100, 250, 500, 1_000, 2_000, 5_000] as const;
/** After this long in health an exit counts as the first again. */
const STEADY_MS = 30_000;
/** Deaths before the first readiness that make a start a failure: a wrong setting will not mend itself. */
const START_ATTEMPTS_MAX = 3;
/** A gateway finishes a recording within 10 s; what takes longer is stuck. */
const STOP_TIMEOUT_MS = 12_000;
/** Of what a process wrote last: the reason of its death. */
const LAST_WORDS_CHARS = 2_000;

type State =
  | { status: 'stopped' }
  | { status: 'starting' | 'running'; sinceMs: number }
  | { status: 'waiting'; attempt: number };

export interface KeeperEvents {
  logger: Logger;
  /** Whole lines that the process wrote. */
  onLine: (name: string, line: string) => void;
  nowMs: () => number;
}

/** Starts a process, starts it again whenever it dies, and stops it. */
export class ProcessKeeper {
  #state: State = { status: 'stopped' };
  #stopped = new AbortController();
  #loop: Promise<void> = Promise.resolve();
  #current: ChildProcess | null = null;

  constructor(
    readonly spec: ProcessSpec,
    private readonly events: KeeperEvents,
  ) {}

  get pid(): number | null {
    return this.#current?.pid ?? null;
  }

  get status(): State['status'] {
    return this.#state.status;
  }

  /** Resolves at the first readiness. @throws when the process cannot be brought up at all. */
  async start(): Promise<void> {
    this.#stopped = new AbortController();
    await new Promise<void>((resolve, reject) => {
      this.#loop = this.#keep(resolve).then(resolve, reject);
    });
  }

  /** Ends the present process; the keeper starts a new one. */
  restart(): void {
    this.#current?.kill(this.spec.stopSignal);
  }

  /** Quiet when it is stopped already. */
  async stop(): Promise<void> {
    if (this.#stopped.signal.aborted) return this.#loop;
    this.#stopped.abort();
    const child = this.#current;
    if (child !== null) {
      child.kill(this.spec.stopSignal);
      const tooLong = setTimeout(() => {
        this.events.logger.warn({ process: this.spec.name }, 'did not stop in time, killed');
        child.kill('SIGKILL');
      }, STOP_TIMEOUT_MS);
      await this.#loop;
      clearTimeout(tooLong);
    }
    await this.#loop;
    this.#state = { status: 'stopped' };
  }

  /** The last resort of a second Ctrl+C. */
  kill(): void {
    this.#stopped.abort();
    this.#current?.kill('SIGKILL');
  }

  async #keep(onFirstReady: () => void): Promise<void> {
    const { logger, nowMs } = this.events;
    const { signal } = this.#stopped;
    let wasReady = false;
    let attempt = 0;
    while (!signal.aborted) {
      const { child, ended } = this.#spawn();
      const startedMs = nowMs();
      this.#state = { status: 'starting', sinceMs: startedMs };
      const isReady = await this.#waitUntilReady(ended);
      if (isReady) {
        if (wasReady) logger.info({ process: this.spec.name, pid: child.pid }, 'is back');
        wasReady = true;
        this.#state = { status: 'running', sinceMs: nowMs() };
        onFirstReady();
      }
      const reason = await ended;
      this.#current = null;
      if (signal.aborted) return;
      attempt = isReady && nowMs() - startedMs > STEADY_MS ? 0 : attempt + 1;
      if (!wasReady && attempt >= START_ATTEMPTS_MAX)
        throw new Error(`${this.spec.name} does not start: ${reason}`);
      const waitMs = BACKOFF_MS[Math.min(attempt, BACKOFF_MS.length - 1)] ?? STEADY_MS;
      logger.warn({ process: this.spec.name, reason, waitMs }, 'ended by itself, starting it again');
      this.#state = { status: 'waiting', attempt };
      await delay(waitMs, undefined, { signal }).catch(() => undefined);
    }
  }

  #spawn(): { child: ChildProcess; ended: Promise<string> } {
    const { spec } = this;
    const child = spawn(spec.program, spec.args, {
      env: spec.env as NodeJS.ProcessEnv,
      uid: spec.uid,
      gid: spec.gid,
      // A group of its own: Ctrl+C in the terminal reaches the supervisor only, which then stops all in order.
      detached: true,
      stdio: ['ignore', 'pipe', 'pipe', ...(spec.hasIpc ? (['ipc'] as const) : [])],
    });
    this.#current = child;
    let lastWords = '';
    for (const stream of [child.stdout, child.stderr]) {
      let rest = '';
      stream?.setEncoding('utf8').on('data', (text: string) => {
        lastWords = (lastWords + text).slice(-LAST_WORDS_CHARS);
        const lines = (rest + text).split('\n');
        rest = lines.pop() ?? '';
        for (const line of lines) if (line !== '') this.events.onLine(spec.name, line);
      });
    }
    const ended = Promise.race([
      once(child, 'close').then(
        ([code, signal]: unknown[]) =>
          summary(lastWords) ?? (signal ? `killed by ${String(signal)}` : `exit code ${String(code)}`),
      ),
      once(child, 'error').then(([error]: unknown[]) =>
        error instanceof Error ? error.message : String(error),
      ),
    ]);
    return { child, ended };
  }

  async #waitUntilReady(ended: Promise<string>): Promise<boolean> {
    const gaveUp = new AbortController();
    const signal = AbortSignal.any([gaveUp.signal, this.#stopped.signal]);
    try {
      return await Promise.race([
        this.spec.whenReady(signal).then(
          () => true,
          (error: unknown) => {
            if (!signal.aborted)
              this.events.logger.error({ process: this.spec.name, err: error }, 'is not ready');
            this.#current?.kill('SIGKILL');
            return false;
          },
        ),
        ended.then(() => false),
      ]);
    } finally {
      gaveUp.abort();
    }
  }
}

/** The line that says most: the last error of a log, else the last line. */
function summary(lastWords: string): string | null {
  const lines = lastWords.split('\n').filter((line) => line.trim() !== '');
  const error = lines.findLast((line) => /error|fatal/i.test(line)) ?? lines.at(-1);
  if (error === undefined) return null;
  try {
    const record = JSON.parse(error) as { msg?: string; err?: { message?: string } };
    return [record.msg, record.err?.message].filter(Boolean).join(': ') || error;
  } catch {
    // Not a log record: a plain line of a program.
    return error.trim();
  }
}
