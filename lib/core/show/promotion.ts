import type { ProgramPictureStatus } from '../contract/gateway-control';
import { LEASE } from '../contract/limits';

/** A studio page that could publish the program now: it draws it already. */
export interface Standby {
  engineId: string;
  userId: string;
  name: string;
}

export interface PromotionFacts {
  nowMs: number;
  /** The program is out: countdown, live or ending. */
  isOut: boolean;
  /** What viewers see, and since when. */
  picture: ProgramPictureStatus;
  pictureSinceMs: number;
  /** Nothing of the program came to the gateway for 300 ms: viewers do not see that yet. */
  isSourceSilent: boolean;
  /**
   * The page that holds the lease: is its socket there, when was it last heard, since when does it hold the lease, and has
   * the gateway had pictures under it?
   */
  engine: { isConnected: boolean; heardAtMs: number; sinceMs: number; hasArrived: boolean };
}

/**
 * Must the program pass on to a standby now? Only the gateway knows whether the program still arrives: as long as it does,
 * an engine that this server does not hear is left alone (HS1). Follows "Hot standby" in SPEC.md.
 */
export function mustPassOn(facts: PromotionFacts): boolean {
  const { nowMs, isOut, picture, pictureSinceMs, isSourceSilent, engine } = facts;
  if (!isOut || picture === 'none') return false;
  // HS4: whoever has just got the program needs time for its first key frame.
  if (!engine.hasArrived && nowMs - engine.sinceMs < LEASE.firstPictureMs) return false;
  // HS2: a page that is gone and a line that is dead are no hiccup; viewers need not see a still picture first.
  if (!engine.isConnected && isSourceSilent) return true;
  if (picture === 'source') return false;
  if (!engine.isConnected) return true;
  if (nowMs - engine.heardAtMs >= LEASE.silentMs) return true;
  return nowMs - pictureSinceMs >= LEASE.blockedMs;
}
