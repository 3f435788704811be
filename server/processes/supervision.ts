import { ProcessKeeper, type KeeperEvents, type ProcessSpec } from './process-keeper';

/** A step of the start: `before` runs when everything earlier is ready, then all its processes start together. */
export interface Stage {
  before?: () => Promise<void>;
  specs: readonly ProcessSpec[];
}

/** Keeps a table of processes running: up stage by stage, down one by one in reverse. */
export class Supervision {
  readonly #keepers: ProcessKeeper[] = [];
  #isStopping = false;

  constructor(private readonly events: KeeperEvents) {}

  /** @throws the reason of the first process that does not come up. The others still run: call `stop`. */
  async start(stages: readonly Stage[]): Promise<void> {
    for (const stage of stages) {
      if (this.#isStopping) return;
      await stage.before?.();
      const keepers = stage.specs.map((spec) => new ProcessKeeper(spec, this.events));
      this.#keepers.push(...keepers);
      await Promise.all(keepers.map((keeper) => keeper.start()));
    }
  }

  /** Last started, first stopped: nobody loses a part that it still needs. */
  async stop(): Promise<void> {
    this.#isStopping = true;
    for (const keeper of this.#keepers.toReversed()) await keeper.stop();
  }

  kill(): void {
    for (const keeper of this.#keepers) keeper.kill();
  }

  find(name: string): ProcessKeeper | undefined {
    return this.#keepers.find((keeper) => keeper.spec.name === name);
  }
}
