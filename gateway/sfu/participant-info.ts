import {
  ParticipantInfo,
  type DisconnectReason,
  type ParticipantInfo_State,
  type ParticipantPermission,
  type TrackInfo,
} from '@livekit/protocol';

export interface ParticipantFacts {
  sid: string;
  identity: string;
  name: string;
  metadata: string;
  attributes: Record<string, string>;
  state: ParticipantInfo_State;
  permission: ParticipantPermission;
  publications: { infos(): TrackInfo[]; readonly count: number };
  joinedAt: Date;
  version: number;
  disconnectReason: DisconnectReason;
}

/** A participant as everybody in the room is told of it. */
export function participantInfo(of: ParticipantFacts): ParticipantInfo {
  const { sid, identity, name, metadata, attributes, state, permission, version, disconnectReason } = of;
  return new ParticipantInfo({
    sid,
    identity,
    name,
    metadata,
    attributes,
    state,
    permission,
    tracks: of.publications.infos(),
    joinedAt: BigInt(Math.floor(of.joinedAt.getTime() / 1000)),
    joinedAtMs: BigInt(of.joinedAt.getTime()),
    version,
    isPublisher: of.publications.count > 0,
    disconnectReason,
  });
}
