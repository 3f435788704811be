import { SOFT_LOCK } from '@/lib/core/contract/limits';

/** What this page tells the others that it is editing. */
export interface SoftHolds {
  /** @param subject - a path as in `eventTargets`. @returns what lets go; calling it twice is harmless. */
  hold(subject: string): () => void;
  /** The person moved: a hold lasts SOFT_LOCK.idleMs beyond the last of these. */
  touch(): void;
}

/** @param send - called with all that is held: on every change, and every SOFT_LOCK.renewMs while it is something. */
export function createSoftHolds(
  send: (subjects: string[]) => void,
  nowMs: () => number = () => performance.now(),
): SoftHolds & { resend(): void; close(): void } {
  // One thing may be held twice on a page (a card and its dialog).
  const counts = new Map<string, number>();
  let timer: ReturnType<typeof setInterval> | null = null;
  let touchedAtMs = nowMs();
  let isAsleep = false;

  const stop = () => {
    if (timer) clearInterval(timer);
    timer = null;
  };
  const resend = () => {
    if (counts.size === 0 || isAsleep) return;
    send([...counts.keys()]);
  };
  const renew = () => {
    isAsleep = nowMs() - touchedAtMs >= SOFT_LOCK.idleMs;
    if (!isAsleep) return resend();
    send([]);
    stop();
  };
  const changed = () => {
    send([...counts.keys()]);
    if (counts.size === 0) stop();
    else timer ??= setInterval(renew, SOFT_LOCK.renewMs);
  };
  const touch = () => {
    touchedAtMs = nowMs();
    if (!isAsleep) return;
    isAsleep = false;
    if (counts.size > 0) changed();
  };

  return {
    hold: (subject) => {
      isAsleep = false;
      touchedAtMs = nowMs();
      const count = counts.get(subject) ?? 0;
      counts.set(subject, count + 1);
      if (count === 0) changed();
      let isHeld = true;
      return () => {
        if (!isHeld) return;
        isHeld = false;
        const left = (counts.get(subject) ?? 1) - 1;
        if (left > 0) return void counts.set(subject, left);
        counts.delete(subject);
        changed();
      };
    },
    touch,
    resend,
    close: stop,
  };
}
