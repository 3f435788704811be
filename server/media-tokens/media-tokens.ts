import { SignJWT } from 'jose';

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
