import { ParticipantPermission } from '@livekit/protocol';
import { jwtVerify, SignJWT } from 'jose';
import { z } from 'zod';
import { parseUntrusted } from '@/lib/core/contract/parse-untrusted';

/** Sources a token may name in `canPublishSources`, with LiveKit's TrackSource numbers. */
const SOURCES = { camera: 1, microphone: 2, screen_share: 3, screen_share_audio: 4 } as const;
/** Tokens carry metadata; more than this is not a token of ours. Node limits a request's headers to 16 KiB anyway. */
const TOKEN_CHARS_MAX = 16 * 1024;
const CLOCK_TOLERANCE_S = 5;

const videoGrant = z.object({
  room: z.string().max(256).optional(),
  roomJoin: z.boolean().optional(),
  roomCreate: z.boolean().optional(),
  roomList: z.boolean().optional(),
  roomAdmin: z.boolean().optional(),
  canPublish: z.boolean().optional(),
  canPublishData: z.boolean().optional(),
  canPublishSources: z.array(z.string().max(32)).max(16).optional(),
  canSubscribe: z.boolean().optional(),
  canUpdateOwnMetadata: z.boolean().optional(),
  hidden: z.boolean().optional(),
  recorder: z.boolean().optional(),
});

const claims = z.object({
  sub: z.string().max(256).optional(),
  name: z.string().max(256).optional(),
  metadata: z
    .string()
    .max(64 * 1024)
    .optional(),
  attributes: z.record(z.string().max(128), z.string().max(4096)).optional(),
  video: videoGrant.optional(),
});

export interface Grants {
  identity: string;
  name: string;
  metadata: string;
  attributes: Record<string, string>;
  video: z.infer<typeof videoGrant>;
  /** From when on the token holds, s since 1970; that of a token that says nothing is 0. */
  notBeforeS?: number;
}

export type TokenError = 'missing' | 'too-long' | 'bad-signature' | 'expired' | 'wrong-issuer' | 'bad-claims';

/** Checks a token of livekit-server-sdk (JWT, HS256). @returns its grants, or why it is refused. Never throws. */
export async function verifyAccessToken(
  unverifiedToken: string | null | undefined,
  keys: { apiKey: string; apiSecret: string },
): Promise<Grants | TokenError> {
  if (unverifiedToken == null || unverifiedToken === '') return 'missing';
  if (unverifiedToken.length > TOKEN_CHARS_MAX) return 'too-long';
  let payload: unknown;
  let notBeforeS = 0;
  try {
    const verified = await jwtVerify(unverifiedToken, new TextEncoder().encode(keys.apiSecret), {
      algorithms: ['HS256'],
      clockTolerance: CLOCK_TOLERANCE_S,
      requiredClaims: ['exp', 'iss'],
    });
    payload = verified.payload;
    notBeforeS = verified.payload.nbf ?? 0;
    if (verified.payload.iss !== keys.apiKey) return 'wrong-issuer';
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'ERR_JWT_EXPIRED'
      ? 'expired'
      : 'bad-signature';
  }
  const parsed = parseUntrusted(claims, payload);
  if (!parsed.success) return 'bad-claims';
  return {
    identity: parsed.data.sub ?? '',
    name: parsed.data.name ?? '',
    metadata: parsed.data.metadata ?? '',
    attributes: parsed.data.attributes ?? {},
    video: parsed.data.video ?? {},
    notBeforeS,
  };
}

/** @returns LiveKit's numbers; names nobody knows are left out. */
export function publishSources(names: readonly string[]): number[] {
  return names.flatMap((name) =>
    Object.hasOwn(SOURCES, name) ? [SOURCES[name as keyof typeof SOURCES]] : [],
  );
}

/** What a token allows, as LiveKit tells it to participants; what it does not say is allowed. */
export function permissionFrom(video: Grants['video']): ParticipantPermission {
  const named = video.canPublishSources ?? [];
  const canPublishSources = publishSources(named);
  // An empty list allows every source: a token that names only what nobody knows must not become one.
  const namesNone = named.length > 0 && canPublishSources.length === 0;
  return new ParticipantPermission({
    canSubscribe: video.canSubscribe ?? true,
    canPublish: !namesNone && (video.canPublish ?? true),
    canPublishData: video.canPublishData ?? true,
    canPublishSources,
    hidden: video.hidden ?? false,
    recorder: video.recorder ?? false,
    canUpdateMetadata: video.canUpdateOwnMetadata ?? false,
  });
}

/** What a token must say for the same permission: the reverse of {@link permissionFrom}. */
export function videoGrantFrom(permission: ParticipantPermission, before: Grants['video']): Grants['video'] {
  return {
    ...before,
    canSubscribe: permission.canSubscribe,
    canPublish: permission.canPublish,
    canPublishData: permission.canPublishData,
    canPublishSources: Object.entries(SOURCES)
      .filter(([, number]) => permission.canPublishSources.includes(number))
      .map(([name]) => name),
    hidden: permission.hidden,
    recorder: permission.recorder,
    canUpdateOwnMetadata: permission.canUpdateMetadata,
  };
}

/** @returns a token as livekit-server-sdk writes it, or null when it would be too long to come in again. */
export async function writeAccessToken(
  grants: Grants,
  keys: { apiKey: string; apiSecret: string },
  lifetimeS: number,
): Promise<string | null> {
  const { identity, name, metadata, attributes, video } = grants;
  const token = await new SignJWT({ name, metadata, attributes, video })
    .setProtectedHeader({ alg: 'HS256', typ: 'JWT' })
    .setSubject(identity)
    .setIssuer(keys.apiKey)
    .setNotBefore('0s')
    .setExpirationTime(`${lifetimeS}s`)
    .sign(new TextEncoder().encode(keys.apiSecret));
  return token.length > TOKEN_CHARS_MAX ? null : token;
}
