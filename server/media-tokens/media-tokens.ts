import { jwtVerify, SignJWT } from 'jose';
import { mediaTokenClaimsSchema, type MediaTokenClaims } from '@/lib/core/contract/gateway-control';

/** A publisher's PATCH and DELETE come with the token of its POST; a longer broadcast asks for a new one to restart. */
const WHIP_TTL_SECONDS = 10 * 60;
/** Playing goes on after it; only connecting needs it. */
const WHEP_TTL_SECONDS = 10 * 60;

/** Signs what lets one browser publish or play exactly one program (mediaTokenClaimsSchema of the contract). */
export class MediaTokens {
  readonly #key: Uint8Array;

  constructor(
    secret: string,
    readonly nowMs: () => number,
  ) {
    this.#key = new TextEncoder().encode(secret);
  }

  forPublisher(programId: string, lease: number): Promise<string> {
    return this.#sign('whip', programId, { ttlSeconds: WHIP_TTL_SECONDS, claims: { lease } });
  }

  forViewer(programId: string): Promise<string> {
    return this.#sign('whep', programId, { ttlSeconds: WHEP_TTL_SECONDS, claims: {} });
  }

  /** For MediaMTX, which asks us; our own gateway checks by itself. @returns null for any token that does not open this. */
  async verify(
    unverifiedToken: string,
    audience: 'whip' | 'whep',
    programId: string,
  ): Promise<MediaTokenClaims | null> {
    try {
      const { payload } = await jwtVerify(unverifiedToken, this.#key, {
        algorithms: ['HS256'],
        audience,
        subject: programId,
        requiredClaims: ['exp'],
        currentDate: new Date(this.nowMs()),
      });
      return mediaTokenClaimsSchema.safeParse(payload).data ?? null;
    } catch {
      // jose throws for every kind of bad token; which one is nobody's business.
      return null;
    }
  }

  #sign(
    audience: 'whip' | 'whep',
    programId: string,
    { ttlSeconds, claims }: { ttlSeconds: number; claims: Record<string, number> },
  ): Promise<string> {
    const expiresAtSeconds = Math.floor(this.nowMs() / 1_000) + ttlSeconds;
    return new SignJWT(claims)
      .setProtectedHeader({ alg: 'HS256' })
      .setAudience(audience)
      .setSubject(programId)
      .setExpirationTime(expiresAtSeconds)
      .sign(this.#key);
  }
}
