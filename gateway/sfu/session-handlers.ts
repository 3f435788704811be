import {
  DisconnectReason,
  Pong,
  RequestResponse,
  RequestResponse_Reason,
  SignalTarget,
  type SignalRequest,
} from '@livekit/protocol';
import { countRejected } from './metrics';
import type { Session } from './session';

type Message = SignalRequest['message'];
type Kind = NonNullable<Message['case']>;
type ValueOf<K extends Kind> = Extract<Message, { case: K }>['value'];
type Handlers = { [K in Kind]?: (session: Session, value: ValueOf<K>) => void };

const METADATA_CHARS_MAX = 64 * 1024;
const ATTRIBUTES_MAX = 64;
/** Everybody in the room is told all of them at every change. */
const ATTRIBUTE_CHARS_MAX = 64 * 1024;
/** Track sids in one subscription message: every track of a full room. */
const SIDS_MAX = 512;
const CANDIDATE_CHARS_MAX = 2048;

/** What the SFU does with each message of a client; kinds without an entry are known to be safe to ignore (sfu.md §2.13). */
const handlers: Handlers = {
  offer: (session, offer) => session.negotiate(offer),
  trickle: (session, trickle) => {
    const candidate = readCandidate(trickle.candidateInit);
    if (candidate === null) return;
    const isDown = trickle.target === SignalTarget.SUBSCRIBER && session.isDual;
    (isDown ? session.down : session.peer).addRemoteCandidate(candidate);
  },
  answer: (session, answer) => session.receiveAnswer(answer),
  addTrack: (session, request) => session.publications.request(request),
  mute: (session, mute) => {
    session.publications.setMuted(mute.sid, mute.muted);
  },
  subscription: (session, update) => updateSubscriptions(session, update),
  trackSetting: (session, settings) => {
    for (const sid of settings.trackSids.slice(0, SIDS_MAX)) {
      const down = session.down.subscriber.downs.get(sid);
      if (down === undefined) continue;
      const { disabled, quality, width, height } = settings;
      down.wish = { disabled, quality, width, height };
    }
    session.down.reallocate();
  },
  subscriptionPermission: (session, permission) => {
    session.subscriptionRules.set(permission);
    session.room.subscriptionRulesChanged(session);
  },
  leave: (session) => session.close(DisconnectReason.CLIENT_INITIATED),
  ping: (session) => session.send({ case: 'pong', value: BigInt(Date.now()) }),
  pingReq: (session, ping) =>
    session.send({
      case: 'pongResp',
      value: new Pong({ lastPingTimestamp: ping.timestamp, timestamp: BigInt(Date.now()) }),
    }),
  updateMetadata: (session, update) => {
    const isTooLarge =
      update.metadata.length > METADATA_CHARS_MAX ||
      update.name.length > 256 ||
      !areAttributesBounded(mergeAttributes(session.attributes, update.attributes));
    const reason = !session.permission.canUpdateMetadata
      ? RequestResponse_Reason.NOT_ALLOWED
      : isTooLarge
        ? RequestResponse_Reason.LIMIT_EXCEEDED
        : RequestResponse_Reason.OK;
    session.send({
      case: 'requestResponse',
      value: new RequestResponse({
        requestId: update.requestId,
        reason,
        request: { case: 'updateMetadata', value: update },
      }),
    });
    if (reason !== RequestResponse_Reason.OK) return;
    if (update.metadata !== '') session.metadata = update.metadata;
    if (update.name !== '') session.name = update.name;
    session.attributes = mergeAttributes(session.attributes, update.attributes);
    session.room.sessionChanged(session);
  },
};

/** By the participant itself or by the room service. */
export function updateSubscriptions(
  session: Session,
  update: {
    trackSids: readonly string[];
    participantTracks: readonly { trackSids: string[] }[];
    subscribe: boolean;
  },
): void {
  const named = update.participantTracks.flatMap((tracks) => tracks.trackSids);
  for (const sid of [...update.trackSids, ...named].slice(0, SIDS_MAX)) {
    if (!update.subscribe) {
      session.subscriptions.remove(sid);
      continue;
    }
    const found = session.room.findTrack(sid);
    if (found !== null && found.session !== session) session.subscriptions.add(found.track, found.session);
  }
}

export function handleSignal(session: Session, request: SignalRequest): void {
  if (session.isClosed) return;
  const { message } = request;
  if (message.case === undefined) return countRejected('signal', 'empty');
  const handler = handlers[message.case] as ((session: Session, value: unknown) => void) | undefined;
  handler?.(session, message.value);
}

/** Whether a participant may have these: all that it has after a change, or many small changes would add up. */
export function areAttributesBounded(attributes: Record<string, string>): boolean {
  const entries = Object.entries(attributes);
  const chars = entries.reduce((sum, [key, value]) => sum + key.length + value.length, 0);
  return (
    entries.length <= ATTRIBUTES_MAX &&
    chars <= ATTRIBUTE_CHARS_MAX &&
    entries.every(([key, value]) => key.length <= 128 && value.length <= 4096)
  );
}

/** An empty value deletes an attribute, as LiveKit does. */
export function mergeAttributes(
  current: Record<string, string>,
  changes: Record<string, string>,
): Record<string, string> {
  const merged = { ...current, ...changes };
  return Object.fromEntries(Object.entries(merged).filter(([, value]) => value !== ''));
}

/** RTCIceCandidateInit as JSON. */
function readCandidate(rawJson: string): string | null {
  if (rawJson.length > CANDIDATE_CHARS_MAX) {
    countRejected('signal', 'candidate-too-long');
    return null;
  }
  try {
    const parsed: unknown = JSON.parse(rawJson);
    const candidate =
      typeof parsed === 'object' && parsed !== null && 'candidate' in parsed ? parsed.candidate : null;
    return typeof candidate === 'string' ? candidate.replace(/^a=/, '') : null;
  } catch {
    countRejected('signal', 'candidate-not-json');
    return null;
  }
}
