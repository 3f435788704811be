import type { Refusal } from '../contract/error-codes';
import { SOFT_LOCK } from '../contract/limits';
import { targetsOverlap } from './undo/event-targets';

export interface LockHolder {
  /** One page: what it holds ends with it. */
  clientId: string;
  userId: string;
  name: string;
}

interface Held {
  holder: LockHolder;
  subjects: readonly string[];
  heardAtMs: number;
}

/**
 * What people are dragging or editing right now, as paths (`scene:a/name`, see `eventTargets`). Soft: a page that falls
 * silent loses its holds, nothing on air waits for one, and none of it is stored. Deterministic; time comes in.
 */
export class SoftLocks {
  /** By page, in the order in which they came. */
  readonly #pages = new Map<string, Held>();

  /**
   * All that one page holds from now on; also the sign of life that keeps it. A subject that overlaps one of another
   * person is not given; the page asks again with its next sign of life.
   * @returns true when what anybody holds has changed.
   */
  set(holder: LockHolder, wanted: readonly string[], nowMs: number): boolean {
    const before = this.heldBy(holder.clientId);
    const subjects = [...new Set(wanted)]
      .slice(0, SOFT_LOCK.subjectsMax)
      .filter((subject) => this.#otherHolder([subject], holder.userId, nowMs) === null);
    if (subjects.length === 0) this.#pages.delete(holder.clientId);
    else this.#pages.set(holder.clientId, { holder, subjects, heardAtMs: nowMs });
    return subjects.join('\n') !== before.join('\n');
  }

  /** The page is gone. @returns true when it held something. */
  release(clientId: string): boolean {
    return this.#pages.delete(clientId);
  }

  /** Drops what was not heard of for SOFT_LOCK.expiryMs. @returns true when there was some. */
  expire(nowMs: number): boolean {
    const silent = [...this.#pages].filter(([, held]) => !isAlive(held, nowMs));
    for (const [clientId] of silent) this.#pages.delete(clientId);
    return silent.length > 0;
  }

  heldBy(clientId: string): readonly string[] {
    return this.#pages.get(clientId)?.subjects ?? [];
  }

  /** Why this person may not change these targets now, or null. A person's own other page never stands in their way. */
  objection(targets: readonly string[], userId: string, nowMs: number): Refusal | null {
    const holder = this.#otherHolder(targets, userId, nowMs);
    if (!holder) return null;
    return {
      code: 'conflict',
      message: `${holder.name} is editing this right now. Wait until they are done, then try again.`,
    };
  }

  #otherHolder(targets: readonly string[], userId: string, nowMs: number): LockHolder | null {
    for (const held of this.#pages.values()) {
      if (held.holder.userId === userId || !isAlive(held, nowMs)) continue;
      const meets = held.subjects.some((subject) =>
        targets.some((target) => targetsOverlap(subject, target)),
      );
      if (meets) return held.holder;
    }
    return null;
  }
}

const isAlive = ({ heardAtMs }: Held, nowMs: number): boolean => nowMs - heardAtMs < SOFT_LOCK.expiryMs;
