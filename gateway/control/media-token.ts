import { jwtVerify } from 'jose';
import type { Result } from '@/lib/core/contract/error-codes';
import { ok, refuse } from '@/lib/core/contract/error-codes';
import type { MediaTokenClaims } from '@/lib/core/contract/gateway-control';
import { parseUntrusted } from '@/lib/core/contract/parse-untrusted';
import { mediaTokenClaimsSchema } from '@/lib/core/contract/gateway-control';

/** Checks the bearer token of a WHIP or WHEP request: signature, expiry, audience, and that it is for this program. */
export async function verifyMediaToken(
  unverifiedToken: string | null,
  expected: { secret: string; audience: 'whip' | 'whep'; programId: string },
): Promise<Result<MediaTokenClaims>> {
  if (unverifiedToken === null) return refuse('bad-token', 'A bearer token is needed.');
  try {
    const { payload } = await jwtVerify(unverifiedToken, new TextEncoder().encode(expected.secret), {
      algorithms: ['HS256'],
      audience: expected.audience,
      subject: expected.programId,
      requiredClaims: ['exp'],
    });
    const claims = parseUntrusted(mediaTokenClaimsSchema, payload);
    if (!claims.success) return refuse('bad-token', 'The token lacks a claim.');
    if (expected.audience === 'whip' && claims.data.lease === undefined)
      return refuse('bad-token', 'The token has no lease.');
    return ok(claims.data);
  } catch {
    // jose throws for every kind of bad token; which one is nobody's business but the log's.
    return refuse('bad-token', 'The token is not valid for this program, or it has expired.');
  }
}
