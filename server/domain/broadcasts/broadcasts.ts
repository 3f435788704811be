import type { GatewayEvent, ProgramStatus } from '@/lib/core/contract/gateway-control';
import { BroadcastRun } from './broadcast-run';
import { StoreQueue } from '@/server/store-queue';
import { CheckRun } from './check-run';
import { boundBroadcastWrites } from './bound-broadcast-writes';
import type { BroadcastDeps, BroadcastWrite, LiveShow } from './ports';
import { ProgramReconciler } from './program-reconciler';

/** Every broadcast of this process. Follows open shows, feeds them the gateway's events, and resumes after a restart. */
export class Broadcasts {
  readonly #runs = new Map<string, BroadcastRun>();
  readonly #checks = new Map<string, CheckRun>();
  readonly #reconcilers = new Map<string, ProgramReconciler>();
  readonly #rows: StoreQueue<BroadcastWrite>;
  #refusals = 0;
  #isClosed = false;
  #resuming: Promise<void> | null = null;

  constructor(readonly deps: BroadcastDeps) {
    const { logger, journal } = deps;
    this.#rows = new StoreQueue({
      store: (write) => this.#storeRow(write),
      bound: (writes) =>
        boundBroadcastWrites(writes, (rows) =>
          logger.error({ rows }, 'too much of broadcasts waits for the database: not stored'),
        ),
      journal,
      left: journal?.read() ?? [],
      logger,
      what: 'a broadcast',
    });
  }

  /** To be called for every show that opens. */
  follow(show: LiveShow): void {
    this.#take(show);
    show.onChange(() => this.#take(show));
  }

  /**
   * Opens every show that was broadcasting when the last process ended, and stops programs that belong to none. Resolves
   * when the database and the gateway have been asked; tries until they answer.
   */
  resume(): Promise<void> {
    this.#resuming ??= this.#resumeUntilDone();
    return this.#resuming;
  }

  handleEvent(event: GatewayEvent): void {
    switch (event.type) {
      case 'program.status':
        this.#tell(event.status.programId, event.status);
        return;
      case 'program.removed':
        // Not by us, while a broadcast runs: ask for it again.
        this.#runs.get(event.programId)?.repeat();
        return;
      case 'recording.finished': {
        const { recordingId, bytes, durationMs } = event;
        const atMs = this.deps.nowMs();
        this.#rows.push({ row: 'recording-end', recordingId, status: 'finished', bytes, durationMs, atMs });
      }
    }
  }

  /** The gateway's stream is back: it may have restarted and know nothing. */
  gatewayConnected(): void {
    for (const run of this.#runs.values()) run.repeat();
    for (const showId of this.#checks.keys()) this.#reconcilers.get(showId)?.poke();
  }

  gatewayLost(): void {
    for (const run of this.#runs.values()) this.deps.onProgram(run.show.showId, null);
  }

  /** Rows that the database has not taken yet. */
  get waitingRows(): number {
    return this.#rows.pending.length;
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    for (const run of [...this.#runs.values(), ...this.#checks.values()]) run.close();
    await Promise.all([...this.#reconcilers.values()].map((reconciler) => reconciler.close()));
    await this.#rows.close();
  }

  #tell(showId: string, status: ProgramStatus): void {
    (this.#runs.get(showId) ?? this.#checks.get(showId))?.handleStatus(status);
  }

  #takeCheck(show: LiveShow): void {
    const { check } = show.state;
    const { showId } = show;
    if (check.status !== 'running' || this.#checks.get(showId)?.checkId === check.checkId) return;
    const reconciler = this.#reconcilerOf(show);
    // A show that is opened with a check that ran in an earlier process: it is judged when its time is over.
    const onDone = (): void => {
      this.#checks.delete(showId);
      reconciler.poke();
    };
    this.#checks.set(showId, new CheckRun({ show, check, deps: this.deps, onDone }));
    reconciler.poke();
  }

  #take(show: LiveShow): void {
    const { phase } = show.state;
    if (!this.#isClosed) this.#takeCheck(show);
    if (this.#isClosed || phase.status === 'rehearsal' || phase.status === 'ended') return;
    if (this.#runs.has(show.showId)) return;
    // Set before the run starts: its first step may already end it.
    const { showId } = show;
    let isOver = false;
    const run = new BroadcastRun({
      show,
      broadcastId: phase.broadcastId,
      deps: this.deps,
      store: (write) => this.#rows.push(write),
      reconciler: this.#reconcilerOf(show),
      onDone: () => {
        isOver = true;
        this.#runs.delete(showId);
      },
    });
    if (!isOver) this.#runs.set(showId, run);
  }

  #reconcilerOf(show: LiveShow): ProgramReconciler {
    const known = this.#reconcilers.get(show.showId);
    if (known?.show === show) return known;
    // The show was unloaded and opened again since its last broadcast.
    void known?.close();
    const reconciler = new ProgramReconciler(show, this.deps, (status) => this.#tell(show.showId, status));
    this.#reconcilers.set(show.showId, reconciler);
    return reconciler;
  }

  /** A row that the database answers with a refusal, again and again, must not hold back those of other broadcasts. */
  async #storeRow(write: BroadcastWrite): Promise<void> {
    try {
      await this.deps.store.write(write);
      this.#refusals = 0;
    } catch (error) {
      if (isAway(error) || (this.#refusals += 1) < REFUSALS_MAX) throw error;
      this.#refusals = 0;
      this.deps.logger.error({ row: write.row, err: error }, 'the database refuses a row of a broadcast');
    }
  }

  async #resumeUntilDone(): Promise<void> {
    for (let attempt = 1; !this.#isClosed; attempt += 1) {
      try {
        await this.#resumeOnce();
        return;
      } catch (error) {
        if (attempt === 1)
          this.deps.logger.warn({ err: error }, 'broadcasts could not be resumed, will retry');
        await new Promise((resolve) => setTimeout(resolve, RESUME_RETRY_MS));
      }
    }
  }

  async #resumeOnce(): Promise<void> {
    const { store, gateway, openShow, logger, nowMs } = this.deps;
    // Rows that the last process could not store say which broadcasts there are.
    await this.#rows.flush();
    for (const { broadcastId, showId } of await store.listUnfinished()) {
      const show = await openShow(showId);
      const phase = show?.state.phase;
      if (phase && 'broadcastId' in phase && phase.broadcastId === broadcastId && phase.status !== 'ended') {
        logger.info({ showId, broadcastId }, 'broadcast resumed');
        continue;
      }
      await store.write({
        ...{ row: 'broadcast', broadcastId, showId, status: 'ended', atMs: nowMs(), generation: 0 },
      });
    }
    for (const { programId } of await gateway.listPrograms()) {
      // The show itself knows whether it is on air; opening it takes its broadcast up again.
      if (!this.#runs.has(programId)) await openShow(programId);
      if (this.#runs.has(programId)) continue;
      logger.warn({ programId }, 'a program without a broadcast is stopped');
      await gateway.removeProgram(programId);
    }
  }
}

const RESUME_RETRY_MS = 1_000;
/** In a row, for one row. */
const REFUSALS_MAX = 5;

/** By shape: see docs/decisions/errors-are-known-by-shape.md. */
const isAway = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && error.code === 'unavailable';
