import { can } from '@/lib/core/access/can';
import type { Refusal } from '@/lib/core/contract/error-codes';
import { handshakeSchema, PROTOCOL_VERSION, type ProducerPage } from '@/lib/core/contract/realtime';
import { parseUntrusted } from '@/lib/core/contract/parse-untrusted';
import type { Identities, UserActor } from './ports';
import type { OpenShow, ShowSessions } from './show-sessions';

/** A socket that may speak, and for whom. */
export type Participant =
  | {
      kind: 'producer';
      actor: UserActor;
      clientId: string;
      page: ProducerPage;
      show: OpenShow;
      lastSeq: number | undefined;
    }
  | { kind: 'guest'; seatId: string; clientId: string; show: OpenShow };

export type Admission = { ok: true; participant: Participant } | { ok: false; error: Refusal };

/** Decides who a handshake is. Says the same to a stranger whether the show exists or not. */
export async function authenticate(
  rawHandshake: unknown,
  cookieHeader: string,
  { sessions, identities }: { sessions: ShowSessions; identities: Identities },
): Promise<Admission> {
  const parsed = parseUntrusted(handshakeSchema, rawHandshake);
  if (!parsed.success) return refused('invalid-input', 'This page could not be understood. Reload it.');
  const { protocolVersion, showId, clientId, seatToken, page = 'studio', lastSeq } = parsed.data;
  if (protocolVersion !== PROTOCOL_VERSION) {
    return refused('invalid-input', 'Stream Buddy was updated. Reload this page.');
  }
  if (seatToken !== undefined) {
    const seat = await identities.findSeat(showId, seatToken);
    const show = seat && (await sessions.open(showId));
    if (!seat || !show) return SEAT_UNKNOWN;
    const place = show.session.state.seats.find(({ seatId }) => seatId === seat.seatId)?.place;
    if (place === undefined || place === 'gone') return SEAT_UNKNOWN;
    return { ok: true, participant: { kind: 'guest', seatId: seat.seatId, clientId, show } };
  }
  if (cookieHeader === '') return NOT_SIGNED_IN;
  const show = await sessions.open(showId);
  // Asked for a show that does not exist, a signed-in stranger must learn no more than of one that does.
  const actor = show && (await identities.findMember(cookieHeader, show.session.workspaceId));
  if (!show || !actor) return NOT_SIGNED_IN;
  if (!can(actor.role, 'studio.enter')) {
    return refused(
      'forbidden',
      'Your role does not open the studio. Ask an owner or admin of the workspace.',
    );
  }
  return { ok: true, participant: { kind: 'producer', actor, clientId, page, show, lastSeq } };
}

const refused = (code: Refusal['code'], message: string) =>
  ({ ok: false, error: { code, message } }) as const;

const SEAT_UNKNOWN = refused('bad-token', 'This seat is no longer yours. Open your invite link again.');
const NOT_SIGNED_IN = refused('not-signed-in', 'Sign in, then open the studio again.');
