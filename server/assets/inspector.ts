import { fork, type ChildProcess } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { refuse, type Result } from '@/lib/core/contract/error-codes';
import type { InspectInput, InspectResult, ThumbnailInput } from './asset-facts';

export type InspectTask =
  { kind: 'asset'; input: InspectInput } | { kind: 'thumbnail'; input: ThumbnailInput };

/** An honest 2 GB clip takes a few seconds; a file that needs longer is made to. */
const INSPECT_MS_MAX = 60_000;
/** JavaScript's heap of one look: the index of a 12 h clip takes 100 MB. */
const HEAP_MB_MAX = 256;
/** Looks at once. More would take the cores from the show. */
const INSPECTIONS_MAX = 2;
/** Of what a look says when it fails: enough for a stack. */
const STDERR_CHARS_MAX = 2_000;

const UNREADABLE = refuse(
  'invalid-input',
  'This file could not be read, so it is not taken. Export it again, then upload it.',
);

interface InspectorOptions {
  logger: { warn(fields: object, message: string): void };
  inspectMsMax?: number;
}

/**
 * Looks at strangers' files, each in a process of its own with bounds on time and memory: a file that hangs or crashes a
 * decoder costs its sender an upload, and nobody the show.
 */
export class Inspector {
  #running = 0;
  /** Bounded by what it serves: uploads that may be open at once. */
  readonly #waiting: (() => void)[] = [];

  constructor(private readonly options: InspectorOptions) {}

  /** Never rejects for what a file contains. */
  async inspect(input: InspectInput): Promise<InspectResult> {
    const answer = await this.#run({ kind: 'asset', input });
    return answer.ok ? (answer.value as InspectResult) : answer;
  }

  /** @returns false: it is no picture. */
  async makeThumbnail(input: ThumbnailInput): Promise<boolean> {
    return (await this.#run({ kind: 'thumbnail', input })).ok;
  }

  async #run(task: InspectTask): Promise<Result<unknown>> {
    if (this.#running >= INSPECTIONS_MAX) await new Promise<void>((go) => this.#waiting.push(go));
    else this.#running++;
    try {
      return { ok: true, value: await this.#inProcess(task) };
    } catch (error) {
      this.options.logger.warn({ err: error }, 'an uploaded file could not be looked at');
      return UNREADABLE;
    } finally {
      // The place goes to the next that waits, or is free.
      const next = this.#waiting.shift();
      if (next) next();
      else this.#running--;
    }
  }

  async #inProcess(task: InspectTask): Promise<unknown> {
    const child = fork(PROGRAM, [], {
      execArgv: [`--max-old-space-size=${HEAP_MB_MAX}`, ...(IS_BUNDLED ? [] : ['--import', 'tsx'])],
      // Secrets of the web process are no business of a stranger's file.
      env: { NODE_ENV: 'production' },
      serialization: 'advanced',
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    });
    const tooLong = setTimeout(() => child.kill('SIGKILL'), this.options.inspectMsMax ?? INSPECT_MS_MAX);
    try {
      child.send(task);
      return await answerOf(child);
    } finally {
      clearTimeout(tooLong);
      child.kill('SIGKILL');
    }
  }
}

/** @throws with what it said at its end when it ends without an answer. */
function answerOf(child: ChildProcess): Promise<unknown> {
  return new Promise((resolve, reject) => {
    let said = '';
    child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      said = (said + text).slice(-STDERR_CHARS_MAX);
    });
    child.once('message', resolve);
    child.once('error', reject);
    child.once('close', (code, signal) =>
      reject(new Error(`the look at a file ended with ${signal ?? code}: ${said}`)),
    );
  });
}

/** `npm start` runs one bundle per program (scripts/start/bundle.mjs), everything else runs the sources. */
const IS_BUNDLED = import.meta.url.endsWith('.js');
const PROGRAM = fileURLToPath(
  IS_BUNDLED
    ? new URL('./assets/inspect-process.js', import.meta.url)
    : new URL('./inspect-process.ts', import.meta.url),
);
