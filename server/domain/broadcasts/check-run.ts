import type { ProgramStatus } from '@/lib/core/contract/gateway-control';
import { CHECK } from '@/lib/core/contract/limits';
import { judgeCheck } from '@/lib/core/check/judge-check';
import type { CheckSample } from '@/lib/core/check/judge-sound';
import { rulesOf } from '@/lib/core/presets/destination-presets';
import type { BroadcastDeps, LiveShow } from './ports';

interface CheckRunOptions {
  show: LiveShow;
  check: { checkId: string; endsAtMs: number };
  deps: Pick<BroadcastDeps, 'nowMs' | 'onProgram' | 'engineStats'>;
  onDone(): void;
}

/** About one status a second, and one with every change of state. */
const SAMPLES_MAX = 200;

/** One dry run: listens to what the gateway says of the program, and judges it when its time is over. */
export class CheckRun {
  readonly checkId: string;
  readonly #options: CheckRunOptions;
  readonly #samples: CheckSample[] = [];
  readonly #timer: NodeJS.Timeout;
  readonly #stopListening: () => void;
  #connectedAtMs: number | null = null;

  constructor(options: CheckRunOptions) {
    const { show, check, deps } = options;
    this.#options = options;
    this.checkId = check.checkId;
    this.#timer = setTimeout(() => this.#judge(), Math.max(0, check.endsAtMs - deps.nowMs()));
    this.#stopListening = show.onChange(({ after }) => {
      if (after.check.status !== 'running' || after.check.checkId !== this.checkId) this.#finish();
    });
  }

  handleStatus(status: ProgramStatus): void {
    const { deps, show } = this.#options;
    deps.onProgram(show.showId, status);
    const engine = deps.engineStats(show.showId);
    if (this.#samples.length < SAMPLES_MAX) this.#samples.push({ program: status, engine });
    if (status.source.status !== 'connected') return;
    this.#connectedAtMs ??= deps.nowMs();
    // A quick line need not wait for a slow one's time to connect.
    if (deps.nowMs() - this.#connectedAtMs >= CHECK.measureMs) this.#judge();
  }

  close(): void {
    clearTimeout(this.#timer);
    this.#stopListening();
  }

  #judge(): void {
    const { show } = this.#options;
    const destinations = show.state.destinations
      .filter((destination) => destination.enabled)
      .map(({ destinationId, name, platform }) => ({ destinationId, name, rules: rulesOf(platform) }));
    const findings = judgeCheck({ samples: this.#samples, destinations });
    show.run({ type: 'check.finish', checkId: this.checkId, findings });
  }

  #finish(): void {
    this.close();
    const { show, deps, onDone } = this.#options;
    deps.onProgram(show.showId, null);
    onDone();
  }
}
