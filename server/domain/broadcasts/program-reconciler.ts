import type { DesiredRelay, ProgramStatus } from '@/lib/core/contract/gateway-control';
import { RetryLoop } from '@/server/retry-loop';
import { wantedProgram } from './plan-broadcast';
import type { BroadcastDeps, LiveShow, SealedTarget } from './ports';

/**
 * Brings the gateway to what the show's state wants, however often either changes or fails: one request at a time, the
 * newest wish wins, repeated until it is taken. Stream keys are opened for the length of one request only.
 */
export class ProgramReconciler {
  #generation = 0;
  #isDirty = false;
  readonly #loop: RetryLoop;
  /** Still sealed: a gateway that restarts while the database is away gets its relays back from here. */
  #targets: SealedTarget[] = [];

  constructor(
    readonly show: LiveShow,
    readonly deps: Pick<BroadcastDeps, 'gateway' | 'targets' | 'openKey' | 'logger' | 'checkRelay'>,
    readonly onStatus: (status: ProgramStatus) => void,
  ) {
    this.#loop = new RetryLoop({
      hasWork: () => this.#isDirty,
      work: () => this.#reconcile(),
      retryMsMax: RETRY_MS_MAX,
      onFailure: (error, failures) => {
        if (failures > 1) return;
        const { showId } = show;
        deps.logger.warn({ showId, err: error }, 'the gateway did not take the program, will retry');
      },
    });
  }

  /** Of the newest desired state that was sent. */
  get generation(): number {
    return this.#generation;
  }

  /** Something changed here or there: look again, at once. */
  poke(): void {
    this.#isDirty = true;
    this.#loop.hurry();
    this.#loop.start();
  }

  /** After the last wish has been carried out or has failed once. */
  close(): Promise<void> {
    return this.#loop.close();
  }

  async #reconcile(): Promise<void> {
    this.#isDirty = false;
    try {
      await this.#bring();
    } catch (error) {
      this.#isDirty = true;
      throw error;
    }
  }

  async #bring(): Promise<void> {
    const { showId } = this.show;
    const relays = await this.#relays();
    // Read after the wait for the database: the newest wish counts.
    const wanted = wantedProgram(this.show.state);
    if (!wanted) return this.deps.gateway.removeProgram(showId);
    const wantedIds = new Set(wanted.relayIds);
    this.#generation = await this.#nextGeneration();
    const status = await this.deps.gateway.putProgram({
      programId: showId,
      title: wanted.title,
      generation: this.#generation,
      relays: wanted.checkId
        ? [{ ...this.deps.checkRelay, key: wanted.checkId }]
        : relays.filter(({ relayId }) => wantedIds.has(relayId)),
      recording: wanted.recordingId === null ? null : { recordingId: wanted.recordingId },
    });
    this.onStatus(status);
  }

  /** Rises over restarts of this process too: the first request of a run asks how far the gateway is. */
  async #nextGeneration(): Promise<number> {
    if (this.#generation > 0) return this.#generation + 1;
    const programs = await this.deps.gateway.listPrograms();
    return (programs.find(({ programId }) => programId === this.show.showId)?.generation ?? 0) + 1;
  }

  async #relays(): Promise<DesiredRelay[]> {
    if ((wantedProgram(this.show.state)?.relayIds.length ?? 0) === 0) return [];
    try {
      this.#targets = await this.deps.targets.listForShow(this.show.showId);
    } catch (error) {
      if (this.#targets.length === 0) throw error;
      this.deps.logger.warn(
        { showId: this.show.showId, err: error },
        'destinations could not be read: using the last known',
      );
    }
    return this.#targets.flatMap((target) => this.#openTarget(target));
  }

  /** One key that does not open (another master key) must not keep the other destinations off air. */
  #openTarget({ destinationId, name, url, backupUrl, encryptedKey }: SealedTarget): DesiredRelay[] {
    try {
      return [
        { relayId: destinationId, name, url, backupUrl, key: this.deps.openKey(encryptedKey, destinationId) },
      ];
    } catch (error) {
      this.deps.logger.error({ destinationId, err: error }, 'the stream key of a destination does not open');
      return [];
    }
  }
}

/** A gateway that comes back has its programs again within this time. */
const RETRY_MS_MAX = 1_000;
