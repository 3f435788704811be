import { fork } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import type { Logger } from 'pino';
import type { DesiredProgram, GatewayEvent, ProgramStatus } from '@/lib/core/contract/gateway-control';
import type {
  FromWorker,
  Ingest,
  OfferRefusal,
  ToWorker,
  WorkerCounters,
  WorkerSettings,
  WorkerStatus,
  WorkerUsage,
} from '@/gateway/program/messages';
import { WORKER_ENV } from './worker-env';

/** One program's worker process: forks it, feeds it, and brings it back with the same desired state when it dies. */
export interface ProgramHostOptions {
  desired: DesiredProgram;
  settings: WorkerSettings;
  workerPath: string;
  logger: Logger;
  emit(event: GatewayEvent): void;
  onSessionClosed(sessionId: string): void;
  /** Its sessions are gone with it. */
  onWorkerGone(): void;
}

export type OfferAnswer = { ok: true; sdp: string } | { ok: false; refusal: OfferRefusal };

const RESTART_DELAY_MS = [100, 500, 1_000, 5_000];
/** A worker that lived so long starts over with the shortest delay. */
const SOUND_AFTER_MS = 30_000;
/** libdatachannel gathers and answers in milliseconds. */
const ANSWER_TIMEOUT_MS = 10_000;
/** The contract's bound for an orderly end. */
const END_TIMEOUT_MS = 9_000;
const PENDING_OFFERS_MAX = 64;
/**
 * Media is short-lived garbage in small pieces. A young generation of 3 x 1 MB instead of 3 x 16 MB, one helper thread
 * instead of four, and a malloc that gives back what it does not use: 30 MB less, at the same CPU.
 */
const WORKER_FLAGS = ['--max-semi-space-size=1', '--v8-pool-size=1', '--optimize-for-size'];

interface Running {
  child: ChildProcess;
  startedAtMs: number;
}

export class ProgramHost {
  readonly settings: WorkerSettings;
  readonly #options: ProgramHostOptions;
  readonly #pending = new Map<number, (answer: OfferAnswer) => void>();
  #desired: DesiredProgram;
  /** Kept for the next worker. */
  #slate: { slateId: string; bytes: Buffer } | null = null;
  #running: Running | null = null;
  #status: WorkerStatus | null = null;
  #usage: WorkerUsage = { cpuPercent: 0, rssMb: 0 };
  #counters: WorkerCounters | null = null;
  #ingest: Ingest = { status: 'unknown' };
  #failures = 0;
  #restart: NodeJS.Timeout | null = null;
  #nextRequestId = 1;
  #isEnding = false;
  restarts = 0;

  constructor(options: ProgramHostOptions) {
    this.#options = options;
    this.settings = options.settings;
    this.#desired = options.desired;
    this.#start();
  }

  get desired(): DesiredProgram {
    return this.#desired;
  }

  get counters(): WorkerCounters | null {
    return this.#counters;
  }

  apply(desired: DesiredProgram): void {
    this.#desired = desired;
    this.#send({ type: 'desired', program: desired });
    this.#emitStatus();
  }

  answer(offer: {
    role: 'publish' | 'view';
    sessionId: string;
    lease: number;
    sdp: string;
  }): Promise<OfferAnswer> {
    const unavailable = {
      code: 'unavailable' as const,
      message: 'The program is starting. Try again in a second.',
    };
    if (this.#running === null || this.#pending.size >= PENDING_OFFERS_MAX)
      return Promise.resolve({ ok: false, refusal: unavailable });
    const requestId = this.#nextRequestId;
    this.#nextRequestId += 1;
    return new Promise((resolve) => {
      const timer = setTimeout(() => settle({ ok: false, refusal: unavailable }), ANSWER_TIMEOUT_MS);
      const settle = (answer: OfferAnswer): void => {
        clearTimeout(timer);
        this.#pending.delete(requestId);
        resolve(answer);
      };
      this.#pending.set(requestId, settle);
      this.#send({ type: 'offer', requestId, ...offer });
    });
  }

  trickle(sessionId: string, candidates: string[]): void {
    this.#send({ type: 'trickle', sessionId, candidates });
  }

  closeSession(sessionId: string): void {
    this.#send({ type: 'close-session', sessionId });
  }

  setSlate(slate: { slateId: string; bytes: Buffer }): void {
    this.#slate = slate;
    this.#send({ type: 'slate', ...slate });
  }

  /** What MediaMTX's API says of this program's path. Told again with every answer, so that nothing is lost on the way. */
  noteIngest(ingest: Ingest): void {
    this.#ingest = ingest;
    this.#send({ type: 'ingest', ingest });
  }

  retry(relayId: string): void {
    this.#send({ type: 'retry', relayId });
  }

  /** Ends relays in order and finishes the recording; a worker that does not manage it in time is killed. */
  async end(): Promise<void> {
    this.#isEnding = true;
    if (this.#restart !== null) clearTimeout(this.#restart);
    const running = this.#running;
    if (running === null) return;
    const exited = once(running.child, 'exit');
    this.#send({ type: 'end' });
    const kill = setTimeout(() => running.child.kill('SIGKILL'), END_TIMEOUT_MS);
    await exited;
    clearTimeout(kill);
  }

  /** The worker's last word; without one, what follows from the desired state alone. */
  status(): ProgramStatus {
    const { programId, generation } = this.#desired;
    const pid = this.#running?.child.pid;
    const worker = pid === undefined ? null : { pid, ...this.#usage };
    if (this.#status !== null) {
      const { source, viewers } = this.#atOrigin(this.#status);
      return { ...this.#status, source, viewers, generation, worker };
    }
    const nowMs = Date.now();
    return {
      programId,
      generation,
      source: { status: 'absent', sinceMs: nowMs },
      relays: [],
      recording: null,
      viewers: 0,
      picture: 'none',
      slateId: this.#slate?.slateId ?? null,
      worker,
    };
  }

  /**
   * A publisher at MediaMTX goes by the id that it has there, so that an operator finds it. Viewers are there too: its
   * readers, without our worker.
   */
  #atOrigin({ source, viewers }: WorkerStatus): Pick<ProgramStatus, 'source' | 'viewers'> {
    if (this.#ingest.status !== 'online') return { source, viewers };
    const { sourceId, readers } = this.#ingest;
    if (source.status !== 'connected' || source.lease !== null) return { source, viewers: readers };
    return { source: { ...source, sessionId: sourceId }, viewers: Math.max(0, readers - 1) };
  }

  #start(): void {
    // The same loader as ours: tsx in development, nothing for a bundled build.
    const inherited = process.execArgv.filter((flag) => flag !== '--enable-source-maps');
    const execArgv = [...inherited, ...WORKER_FLAGS];
    const env = { ...process.env, ...WORKER_ENV };
    const child = fork(this.#options.workerPath, [], { execArgv, env, serialization: 'advanced' });
    this.#running = { child, startedAtMs: Date.now() };
    child.on('message', (message: FromWorker) => this.#onMessage(child, message));
    child.on('error', (error) => this.#options.logger.error({ err: error }, 'program worker error'));
    child.once('exit', (code, signal) => this.#onExit(child, signal ?? String(code)));
    this.#send({ type: 'start', settings: this.settings });
    this.#send({ type: 'desired', program: this.#desired });
    if (this.#slate !== null) this.#send({ type: 'slate', ...this.#slate });
    this.#options.logger.info({ pid: child.pid }, 'program worker started');
  }

  #onExit(child: ChildProcess, cause: string): void {
    if (this.#running?.child !== child) return;
    const livedMs = Date.now() - this.#running.startedAtMs;
    this.#running = null;
    this.#status = null;
    this.#options.onWorkerGone();
    for (const settle of this.#pending.values()) {
      settle({
        ok: false,
        refusal: { code: 'unavailable', message: 'The program is starting again. Try again in a second.' },
      });
    }
    if (this.#isEnding) {
      this.#options.logger.info({ cause }, 'program worker ended');
      return;
    }
    this.#failures = livedMs >= SOUND_AFTER_MS ? 0 : this.#failures + 1;
    this.restarts += 1;
    const delayMs =
      RESTART_DELAY_MS[Math.min(Math.max(this.#failures - 1, 0), RESTART_DELAY_MS.length - 1)] ?? 5_000;
    this.#options.logger.warn({ cause, delayMs }, 'program worker died and is replaced');
    this.#emitStatus();
    this.#restart = setTimeout(() => this.#start(), delayMs);
  }

  #onMessage(child: ChildProcess, message: FromWorker): void {
    if (this.#running?.child !== child) return;
    switch (message.type) {
      case 'ready':
        return;
      case 'status':
        this.#status = message.status;
        this.#usage = message.usage;
        this.#counters = message.counters;
        this.#emitStatus();
        return;
      case 'answer':
        this.#pending.get(message.requestId)?.(message.result);
        return;
      case 'session-closed':
        this.#options.onSessionClosed(message.sessionId);
        return;
      case 'recording-finished': {
        const { recordingId, bytes, durationMs } = message;
        const { programId } = this.#desired;
        this.#options.emit({ type: 'recording.finished', programId, recordingId, bytes, durationMs });
      }
    }
  }

  #emitStatus(): void {
    this.#options.emit({ type: 'program.status', status: this.status() });
  }

  #send(message: ToWorker): void {
    const child = this.#running?.child;
    if (child?.connected === true) child.send(message);
  }
}
