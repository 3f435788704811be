import type { ProgramStatus } from '@/lib/core/contract/gateway-control';
import type { ShowPhase, ShowState } from '@/lib/core/contract/show-state';
import { healthSample } from '@/lib/core/health/health-sample';
import type { AnyCommand } from '@/lib/core/show/rule';
import { planBroadcast } from './plan-broadcast';
import type { BroadcastDeps, BroadcastRowStatus, BroadcastWrite, LiveShow } from './ports';
import type { ProgramReconciler } from './program-reconciler';
import { RelayWatch } from './relay-watch';

export interface BroadcastRunOptions {
  show: LiveShow;
  broadcastId: string;
  deps: BroadcastDeps;
  /** Leaves a row to the queue of the database. */
  store(write: BroadcastWrite): void;
  /** The show's own: it outlives a broadcast, so that two never speak to the gateway at once. */
  reconciler: ProgramReconciler;
  onDone(): void;
}

/** 360 rows an hour: fine enough to see what happened, small enough to keep. */
const HEALTH_EVERY_MS = 10_000;

/** One broadcast from its countdown to its end: drives the phase, the gateway and the rows. */
export class BroadcastRun {
  readonly show: LiveShow;
  readonly broadcastId: string;
  readonly #options: BroadcastRunOptions;
  readonly #relays: RelayWatch;
  readonly #stopListening: () => void;
  #status: ProgramStatus | null = null;
  #timer: NodeJS.Timeout | null = null;
  /** Of the first desired state without relays. */
  #drainGeneration: number | null = null;
  #isDone = false;
  #healthAtMs = 0;
  #failedRecordingId: string | null = null;

  constructor(options: BroadcastRunOptions) {
    const { show, broadcastId } = options;
    this.#options = options;
    this.show = show;
    this.broadcastId = broadcastId;
    this.#relays = new RelayWatch(show, broadcastId, (run) => options.store({ row: 'relay-run', ...run }));
    this.#stopListening = show.onChange((change) => this.#handleChange(change));
    this.#saveStatus(show.state.phase);
    this.#wantRecording();
    options.reconciler.poke();
    this.#step();
  }

  /** The gateway is back, or its word is in doubt. */
  repeat(): void {
    this.#options.reconciler.poke();
  }

  handleStatus(status: ProgramStatus): void {
    if (this.#isDone) return;
    this.#status = status;
    this.#options.deps.onProgram(this.show.showId, status);
    const { phase } = this.show.state;
    if (phase.status === 'live' || phase.status === 'ending')
      this.#relays.handle(status.relays, this.#options.deps.nowMs());
    if (phase.status === 'live') this.#keepHealth(status);
    this.#noteFailedRecording(status);
    this.#step();
  }

  /** The process leaves; the broadcast goes on without it and is taken up again at the next start. */
  close(): void {
    this.#isDone = true;
    this.#stopListening();
    if (this.#timer) clearTimeout(this.#timer);
  }

  #handleChange({
    command,
    before,
    after,
  }: {
    command: AnyCommand;
    before: ShowState;
    after: ShowState;
  }): void {
    if (this.#isDone) return;
    if (command.type === 'relay.retry') this.#retryRelay(command.destinationId);
    if (before.phase !== after.phase) this.#saveStatus(after.phase);
    const concernsProgram =
      before.phase !== after.phase ||
      before.title !== after.title ||
      before.recording !== after.recording ||
      before.destinations !== after.destinations;
    if (!concernsProgram) return;
    this.#wantRecording();
    if (wishChanged(before, after)) this.#options.reconciler.poke();
    this.#step();
  }

  #step(): void {
    if (this.#timer) clearTimeout(this.#timer);
    this.#timer = null;
    const { phase } = this.show.state;
    const nowMs = this.#options.deps.nowMs();
    const isDrainSeen =
      this.#status !== null &&
      this.#drainGeneration !== null &&
      this.#status.generation >= this.#drainGeneration;
    if (phase.status === 'ending') this.#drainGeneration ??= this.#options.reconciler.generation + 1;
    const next = planBroadcast(phase, { status: this.#status, isDrainSeen, nowMs });
    if (next.step === 'done') return this.#finish();
    if (next.step === 'wait') {
      if (next.untilMs === null) return;
      this.#timer = setTimeout(() => this.#step(), Math.max(0, next.untilMs - nowMs));
      return;
    }
    const reason = next.to === 'rehearsal' ? { reason: next.reason } : {};
    const refusal = this.show.run({
      type: 'phase.advance',
      broadcastId: this.broadcastId,
      to: next.to,
      ...reason,
    });
    if (refusal)
      this.#options.deps.logger.error(
        { showId: this.show.showId, to: next.to, refusal },
        'the show did not advance',
      );
  }

  #finish(): void {
    if (this.#isDone) return;
    this.#isDone = true;
    this.#stopListening();
    this.#relays.finish();
    this.#closeRecording();
    this.#options.deps.onProgram(this.show.showId, null);
    this.#options.deps.logger.info(
      { showId: this.show.showId, broadcastId: this.broadcastId },
      'broadcast over',
    );
    // The show wants no program any more: this removes it, and keeps trying while the gateway is away.
    this.#options.reconciler.poke();
    this.#options.onDone();
  }

  #keepHealth(status: ProgramStatus): void {
    const { deps, store } = this.#options;
    const nowMs = deps.nowMs();
    if (nowMs - this.#healthAtMs < HEALTH_EVERY_MS) return;
    this.#healthAtMs = nowMs;
    const sample = healthSample(status, deps.engineStats(this.show.showId), nowMs);
    store({ row: 'health', broadcastId: this.broadcastId, ...sample });
  }

  /** A live show that wants to be recorded and has no recording gets one. */
  #wantRecording(): void {
    const { phase, recording } = this.show.state;
    if (phase.status !== 'live' || !recording.enabled || recording.recordingId !== null) return;
    const recordingId = this.#options.deps.newId();
    const { broadcastId } = this;
    this.#options.store({ row: 'recording', recordingId, broadcastId });
    this.show.run({ type: 'recording.status', recordingId });
  }

  /** Written down at once: another recording may begin before the show ends, and only the newest is told of then. */
  #noteFailedRecording({ recording }: ProgramStatus): void {
    if (recording?.status !== 'failed' || recording.recordingId === this.#failedRecordingId) return;
    this.#failedRecordingId = recording.recordingId;
    this.#options.deps.logger.error(
      { showId: this.show.showId, recordingId: recording.recordingId },
      'the recording has failed: see the gateway for the reason',
    );
    this.#closeRecording();
  }

  /** The gateway died with the recording: what it reported last is what we know. A late `finished` corrects it. */
  #closeRecording(): void {
    const recording = this.#status?.recording;
    if (!recording || recording.status === 'waiting') return;
    this.#options.store({
      row: 'recording-end',
      recordingId: recording.recordingId,
      status: recording.status === 'finished' ? 'finished' : 'failed',
      bytes: recording.bytes,
      durationMs: recording.durationMs,
      atMs: this.#options.deps.nowMs(),
    });
  }

  #retryRelay(destinationId: string): void {
    const { showId } = this.show;
    this.#options.deps.gateway.retryRelay(showId, destinationId).catch((error: unknown) => {
      this.#options.deps.logger.warn(
        { showId, destinationId, err: error },
        'the gateway did not take the retry',
      );
    });
  }

  #saveStatus(phase: ShowPhase): void {
    const row = { broadcastId: this.broadcastId, showId: this.show.showId };
    const status: BroadcastRowStatus = phase.status === 'rehearsal' ? 'cancelled' : phase.status;
    // The phase's own time: after a restart this is said again.
    const atMs = phaseSinceMs(phase) ?? this.#options.deps.nowMs();
    this.#options.deps.logger.info({ ...row, status }, 'broadcast');
    const { generation } = this.#options.reconciler;
    this.#options.store({ row: 'broadcast', ...row, status, atMs, generation });
  }
}

function phaseSinceMs(phase: ShowPhase): number | null {
  if (phase.status === 'rehearsal') return null;
  if (phase.status === 'countdown') return phase.startedAtMs;
  return phase.status === 'ended' ? phase.endedAtMs : phase.sinceMs;
}

/** A relay that reports itself changes the state, but not what we want of the gateway. */
function wishChanged(before: ShowState, after: ShowState): boolean {
  const wish = ({ phase, title, recording, destinations }: ShowState) =>
    JSON.stringify([
      phase.status,
      title,
      recording.recordingId,
      destinations.map(({ destinationId, name, keyHint, enabled }) => [
        destinationId,
        name,
        keyHint,
        enabled,
      ]),
    ]);
  return wish(before) !== wish(after);
}
