import { performance } from 'node:perf_hooks';
import { crc32 } from 'node:zlib';
import { seededRandom } from '@/lib/core/show/testing/seeded-random';
import { type AnyTarget, Broken, CALL_MS_MAX, type FuzzTarget, SIZE_MAX } from './fuzz-target';
import { liveBytes } from './heap';

export interface Finding {
  target: string;
  kind: 'throw' | 'broken-promise' | 'slow' | 'growth' | 'hang' | 'crash';
  message: string;
  /** Where to set a breakpoint; empty for slow and growing parsers. */
  stack: string;
  /** Base64, for `--input`; empty for growth, which no single input explains. */
  input: string;
  shown: string;
  seed: number;
  execution: number;
}

export interface TargetReport {
  target: string;
  executions: number;
  /** How often each answer was given. */
  answers: Record<string, number>;
  findings: Finding[];
  heapGrowthBytes: number;
  millis: number;
}

export interface FuzzOptions {
  seed: number;
  /** Ends the run, whichever comes first. */
  millisMax: number;
  executionsMax?: number;
  /** Told before each call, so that a hang can be explained from outside. */
  onInput?: (encode: () => string, execution: number) => void;
}

/** Different findings of one target that are looked at; the rest of its run would only repeat them. */
const FINDINGS_MAX = 20;
/** Inputs that were answered in a new way are kept to grow from. */
const CORPUS_ADDED_MAX = 500;
/** What a parser may keep for good: compiled expressions, counters by code. A leak of 200 bytes a call is larger. */
export const GROWTH_BYTES_MAX = 6 * 1024 * 1024;
/** When the heap is measured: after code was compiled and caches were filled, and then twice, for a leak never rests. */
const MEASURED_AT = [0.3, 0.65];
/** The event loop turns at least so often: sockets, timers and the one who watches us need it. */
const TURN_EVERY_MS = 40;
const CUTS_TRIED_MAX = 2_000;

/** Runs one target: first its corpus as it is, then mutations of it. The same seed and count give the same inputs. */
export async function fuzz(anyTarget: AnyTarget, options: FuzzOptions): Promise<TargetReport> {
  const target = anyTarget as unknown as FuzzTarget<unknown>;
  const run = new Run(target, options);
  try {
    await run.everything();
  } finally {
    await target.close?.();
  }
  return run.report;
}

class Run {
  readonly report: TargetReport;
  readonly #target: FuzzTarget<unknown>;
  readonly #options: FuzzOptions;
  readonly #corpus: unknown[];
  readonly #seen = new Set<string>();
  readonly #startedMs = performance.now();
  readonly #heap: number[] = [];
  #turnedMs = performance.now();

  constructor(target: FuzzTarget<unknown>, options: FuzzOptions) {
    this.#target = target;
    this.#options = options;
    this.#corpus = [...target.corpus];
    this.report = {
      target: target.name,
      executions: 0,
      answers: {},
      findings: [],
      heapGrowthBytes: 0,
      millis: 0,
    };
  }

  async everything(): Promise<void> {
    const { kind, corpus, dictionary = [], sizeMax = SIZE_MAX } = this.#target;
    const random = seededRandom(this.#options.seed ^ crc32(this.#target.name));
    for (const input of corpus) await this.#first(input);
    const other = (): unknown => random.pick(this.#corpus);
    while (!this.#isOver()) {
      this.#measure();
      await this.#once(kind.mutate(other(), { random, other, dictionary, sizeMax }));
      if (performance.now() - this.#turnedMs > TURN_EVERY_MS) await this.#turn();
    }
    this.#judgeGrowth();
    this.report.millis = performance.now() - this.#startedMs;
  }

  #progress(): number {
    const { millisMax, executionsMax = Number.POSITIVE_INFINITY } = this.#options;
    return Math.max(
      (performance.now() - this.#startedMs) / millisMax,
      this.report.executions / executionsMax,
    );
  }

  #isOver(): boolean {
    return this.#progress() >= 1 || this.report.findings.length >= FINDINGS_MAX;
  }

  async #turn(): Promise<void> {
    await new Promise((resolve) => setImmediate(resolve));
    this.#turnedMs = performance.now();
  }

  async #once(input: unknown): Promise<void> {
    this.report.executions += 1;
    this.#options.onInput?.(() => this.#target.kind.encode(input), this.report.executions);
    const outcome = await attempt(this.#target, input);
    const callMsMax = this.#target.callMsMax ?? CALL_MS_MAX;
    if (outcome.status === 'failed') return this.#found(input, outcome.error);
    const { code } = outcome;
    if (
      !Object.hasOwn(this.report.answers, code) &&
      this.#corpus.length < this.#target.corpus.length + CORPUS_ADDED_MAX
    )
      this.#corpus.push(input);
    this.report.answers[code] = (this.report.answers[code] ?? 0) + 1;
    if (outcome.millis <= callMsMax || this.#seen.has('slow')) return;
    if (await this.#isSlow(input, callMsMax)) {
      this.#seen.add('slow');
      this.#add(input, { kind: 'slow', message: `one call takes more than ${callMsMax} ms`, stack: '' });
    }
  }

  /** A busy machine and a collection look slow once; a slow parser burns its time every time. */
  async #isSlow(input: unknown, callMsMax: number): Promise<boolean> {
    for (let again = 0; again < 3; again += 1) {
      const before = process.cpuUsage();
      await attempt(this.#target, input);
      const { user, system } = process.cpuUsage(before);
      if ((user + system) / 1000 <= callMsMax) return false;
    }
    return true;
  }

  async #found(input: unknown, error: unknown): Promise<void> {
    const key = keyOf(error);
    if (this.#seen.has(key)) return;
    this.#seen.add(key);
    const smallest = await shrink(this.#target, input, key);
    const kind = error instanceof Broken ? 'broken-promise' : 'throw';
    const [message = '', ...stack] = (
      error instanceof Error ? (error.stack ?? String(error)) : String(error)
    ).split('\n');
    this.#add(smallest, { kind, message, stack: stack.slice(0, 4).join('\n') });
  }

  #add(input: unknown, finding: Pick<Finding, 'kind' | 'message' | 'stack'>): void {
    const { kind, name } = this.#target;
    const { seed } = this.#options;
    this.report.findings.push({
      ...finding,
      target: name,
      input: kind.encode(input),
      shown: kind.show(input),
      seed,
      execution: this.report.executions,
    });
  }

  /** An input of the corpus, and what the parser holds after it. */
  async #first(input: unknown): Promise<void> {
    const { heldBytesMax } = this.#target;
    if (heldBytesMax === undefined) return this.#once(input);
    const before = liveBytes();
    await this.#once(input);
    const held = liveBytes() - before;
    if (held > heldBytesMax)
      this.#add(input, { kind: 'growth', message: `${inMiB(held)} are held after one input`, stack: '' });
  }

  #measure(): void {
    const dueAt = MEASURED_AT[this.#heap.length];
    if (dueAt !== undefined && this.#progress() > dueAt) this.#heap.push(liveBytes());
  }

  #judgeGrowth(): void {
    const [first, second] = this.#heap;
    if (first === undefined || second === undefined) return;
    const last = liveBytes();
    this.report.heapGrowthBytes = last - first;
    // Something large that is kept once is a cache; a leak grows in both halves.
    if (Math.min(second - first, last - second) <= GROWTH_BYTES_MAX / 2) return;
    const { name } = this.#target;
    const { seed } = this.#options;
    const message = `the heap grew by ${inMiB(last - first)} in ${this.report.executions} executions`;
    const nothing = { stack: '', input: '', shown: '' };
    this.report.findings.push({ target: name, kind: 'growth', message, ...nothing, seed, execution: 0 });
  }
}

const inMiB = (bytes: number): string => `${(bytes / 2 ** 20).toFixed(1)} MiB`;

type Outcome = { status: 'answered'; code: string; millis: number } | { status: 'failed'; error: unknown };

export async function attempt(target: FuzzTarget<unknown>, input: unknown): Promise<Outcome> {
  const random = seededRandom(crc32(target.kind.encode(input)));
  const startedMs = performance.now();
  try {
    const answer = target.run(input, random);
    const code = typeof answer === 'string' ? answer : await answer;
    return { status: 'answered', code, millis: performance.now() - startedMs };
  } catch (error) {
    return { status: 'failed', error };
  }
}

/** Cuts the input as long as the same thing still happens. */
async function shrink(target: FuzzTarget<unknown>, input: unknown, key: string): Promise<unknown> {
  let smallest = input;
  let tried = 0;
  for (let isSmaller = true; isSmaller;) {
    isSmaller = false;
    for (const candidate of target.kind.cuts(smallest)) {
      tried += 1;
      if (tried > CUTS_TRIED_MAX) return smallest;
      const outcome = await attempt(target, candidate);
      if (outcome.status !== 'failed' || keyOf(outcome.error) !== key) continue;
      smallest = candidate;
      isSmaller = true;
      break;
    }
  }
  return smallest;
}

/** The same mistake: the same message, numbers and quotations aside, from the same place. */
function keyOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const place = error instanceof Broken ? '' : (/\n\s+at .*/.exec(error.stack ?? '')?.[0] ?? '');
  return `${error.name} ${error.message.replace(/\d+|".*?"/g, '#').slice(0, 120)}${place}`;
}
