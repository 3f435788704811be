import { createHash, timingSafeEqual } from 'node:crypto';
import { z } from 'zod';
import type { MediaTokens } from '../media-tokens/media-tokens';

/** What MediaMTX 1.20 asks before anybody publishes, reads or uses its API (`authMethod: http`). */
const questionSchema = z.object({
  user: z.string().max(256),
  password: z.string().max(4_096),
  token: z.string().max(4_096),
  ip: z.string().max(64),
  action: z.enum(['publish', 'read', 'playback', 'api', 'metrics', 'pprof']),
  path: z.string().max(256),
  protocol: z.string().max(16),
});
type Question = z.infer<typeof questionSchema>;

export interface MediamtxGateDeps {
  mediaTokens: Pick<MediaTokens, 'verify'>;
  /** MEDIAMTX_API_USER and MEDIAMTX_API_PASSWORD. */
  user: string;
  password: string;
  /** The number of the lease that a show's engine holds now; null when nobody does, or the show is not open. */
  leaseNumberOf(programId: string): number | null;
}

/** `malformed`: not a question of MediaMTX's. The address is that of the client, as MediaMTX saw it. */
export type Verdict =
  | { status: 'allowed' }
  | { status: 'refused'; action: Question['action']; ip: string }
  | { status: 'malformed' };

/** Shows whose last lease is remembered; the oldest is forgotten. Far more than one server has on air. */
const LEASES_MAX = 1_000;
/** As at our own gateway: base64 decoders would overlook spaces. */
const BEARER = /^[A-Za-z0-9._~+/=-]+$/;
const PROGRAM_ID = /^[A-Za-z0-9_.~-]{1,64}$/;

/**
 * Answers MediaMTX: the same signed tokens as at our own gateway, for exactly one program and one direction, over WebRTC
 * only. A publisher's lease may not be lower than the newest one, so that `overridePublisher` serves takeovers alone.
 */
export class MediamtxGate {
  readonly #highestLease = new Map<string, number>();

  constructor(readonly deps: MediamtxGateDeps) {}

  async judge(unverifiedBody: unknown): Promise<Verdict> {
    const parsed = questionSchema.safeParse(unverifiedBody);
    if (!parsed.success) return { status: 'malformed' };
    const question = parsed.data;
    if (await this.#isAllowed(question)) return { status: 'allowed' };
    return { status: 'refused', action: question.action, ip: question.ip };
  }

  async #isAllowed(question: Question): Promise<boolean> {
    const { action, path, protocol, token } = question;
    if (action === 'api' || action === 'metrics') return this.#isOperator(question);
    const isMedia = (action === 'publish' || action === 'read') && protocol === 'webrtc';
    if (!isMedia || !BEARER.test(token) || !PROGRAM_ID.test(path)) return false;
    if (action === 'read') return (await this.deps.mediaTokens.verify(token, 'whep', path)) !== null;
    const lease = (await this.deps.mediaTokens.verify(token, 'whip', path))?.lease;
    return lease !== undefined && this.#isNewest(path, lease);
  }

  #isNewest(programId: string, lease: number): boolean {
    const known = Math.max(this.#highestLease.get(programId) ?? 0, this.deps.leaseNumberOf(programId) ?? 0);
    if (lease < known) return false;
    // Set anew, so that the map's order is that of use.
    this.#highestLease.delete(programId);
    this.#highestLease.set(programId, lease);
    if (this.#highestLease.size > LEASES_MAX) {
      const [oldest] = this.#highestLease.keys();
      if (oldest !== undefined) this.#highestLease.delete(oldest);
    }
    return true;
  }

  #isOperator({ user, password }: Question): boolean {
    const isUser = isSame(user, this.deps.user);
    const isPassword = isSame(password, this.deps.password);
    return isUser && isPassword;
  }
}

/** Compared as digests: neither length nor content shows in the time it takes. */
function isSame(given: string, expected: string): boolean {
  const digest = (text: string): Buffer => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(given), digest(expected));
}
