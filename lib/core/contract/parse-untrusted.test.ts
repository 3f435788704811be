import { describe, expect, it } from 'vitest';
import type { z } from 'zod';
import { commandEnvelopeSchema, handshakeSchema } from './realtime';
import { desiredProgramSchema } from './gateway-control';
import { parseUntrusted } from './parse-untrusted';

/** Found by `npm run fuzz`: what no number can be compared with. */
const UNCOMPARABLE = JSON.parse('{"length":{"toString":{}}}') as unknown;

describe('parseUntrusted', () => {
  it.each<[string, z.ZodType, unknown]>([
    ['a command', commandEnvelopeSchema, { commandId: UNCOMPARABLE, baseSeq: 0, command: {} }],
    ['a handshake', handshakeSchema, { protocolVersion: 1, showId: UNCOMPARABLE, clientId: UNCOMPARABLE }],
    ['a desired program', desiredProgramSchema, { programId: UNCOMPARABLE }],
    ['a list of relays', desiredProgramSchema, { relays: UNCOMPARABLE }],
  ])('refuses a length that cannot be compared, in %s', (_name, schema, raw) => {
    expect(parseUntrusted(schema, raw).success).toBe(false);
  });

  it('names the fields that are wrong, and gives what is right', () => {
    const refused = parseUntrusted(handshakeSchema, { protocolVersion: 1, showId: '' });
    expect(refused.success ? [] : refused.error.issues.map(({ path }) => path.join('.'))).toEqual([
      'showId',
      'clientId',
    ]);
    const handshake = { protocolVersion: 1, showId: 's', clientId: 'client-1' };
    expect(parseUntrusted(handshakeSchema, handshake)).toEqual({ success: true, data: handshake });
  });
});
