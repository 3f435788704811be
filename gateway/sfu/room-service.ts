import {
  CreateRoomRequest,
  DataPacket,
  DataPacket_Kind,
  DeleteRoomRequest,
  DeleteRoomResponse,
  DisconnectReason,
  LeaveRequest_Action,
  ListParticipantsRequest,
  ListParticipantsResponse,
  ListRoomsRequest,
  ListRoomsResponse,
  MuteRoomTrackRequest,
  MuteRoomTrackResponse,
  ParticipantPermission,
  RemoveParticipantResponse,
  RoomParticipantIdentity,
  SendDataRequest,
  SendDataResponse,
  UpdateParticipantRequest,
  UpdateRoomMetadataRequest,
  UpdateSubscriptionsRequest,
  UpdateSubscriptionsResponse,
  UserPacket,
} from '@livekit/protocol';
import type { Message, MessageType } from '@bufbuild/protobuf';
import type { Grants } from './access-token';
import { LOSSY, RELIABLE } from './data-labels';
import { stamp } from './data-packets';
import type { Room } from './room';
import { areAttributesBounded, mergeAttributes, updateSubscriptions } from './session-handlers';
import type { Session } from './session';
import { TwirpError, type TwirpContext, type TwirpMethod } from './twirp-method';

const ROOM_NAME_CHARS_MAX = 256;
const METADATA_CHARS_MAX = 64 * 1024;

/** The RoomService calls the product uses. Everything else of LiveKit's API answers `unimplemented`. */
export const roomServiceMethods: ReadonlyMap<string, TwirpMethod> = new Map([
  [
    'CreateRoom',
    method(CreateRoomRequest, canCreate, ({ rooms }, input) => {
      if (input.name === '' || input.name.length > ROOM_NAME_CHARS_MAX)
        throw new TwirpError('invalid_argument', 'name');
      const room = rooms.getOrCreate(input.name, {
        emptyTimeoutS: input.emptyTimeout,
        departureTimeoutS: input.departureTimeout,
        maxParticipants: input.maxParticipants,
        metadata: limited(input.metadata),
      });
      if (room === null) throw new TwirpError('resource_exhausted', 'too many rooms');
      return room.info;
    }),
  ],
  [
    'ListRooms',
    method(
      ListRoomsRequest,
      (video) => video.roomList === true,
      ({ rooms }, input) => {
        const names = new Set(input.names);
        const chosen = rooms.all().filter((room) => names.size === 0 || names.has(room.info.name));
        return new ListRoomsResponse({ rooms: chosen.map((room) => room.info) });
      },
    ),
  ],
  [
    'DeleteRoom',
    method(DeleteRoomRequest, canCreate, ({ rooms }, input) => {
      if (!rooms.remove(input.room, DisconnectReason.ROOM_DELETED))
        throw new TwirpError('not_found', 'no such room');
      return new DeleteRoomResponse();
    }),
  ],
  [
    'ListParticipants',
    method(ListParticipantsRequest, isAdmin, (context, input) => {
      const room = context.rooms.get(input.room);
      return new ListParticipantsResponse({ participants: room?.participants() ?? [] });
    }),
  ],
  [
    'GetParticipant',
    method(RoomParticipantIdentity, isAdmin, (context, input) => find(context, input).session.info()),
  ],
  [
    'RemoveParticipant',
    method(RoomParticipantIdentity, isAdmin, (context, input) => {
      // Also of who is not there: it may be on its way in with the token that it has.
      if (input.revokeTokenTs > 0n)
        findRoom(context, input.room).revokeTokens(input.identity, Number(input.revokeTokenTs));
      find(context, input).session.leave(
        LeaveRequest_Action.DISCONNECT,
        DisconnectReason.PARTICIPANT_REMOVED,
      );
      return new RemoveParticipantResponse();
    }),
  ],
  [
    'MutePublishedTrack',
    method(MuteRoomTrackRequest, isAdmin, (context, input) => {
      const { session } = find(context, input);
      const track = session.publications.get(input.trackSid);
      if (track === undefined) throw new TwirpError('not_found', 'no such track');
      // Nobody is unmuted by somebody else's choice.
      if (!input.muted && track.isMuted)
        throw new TwirpError('failed_precondition', 'remote unmute not enabled');
      session.publications.setMuted(input.trackSid, input.muted);
      session.sendMute(input.trackSid, input.muted);
      return new MuteRoomTrackResponse({ track: track.info });
    }),
  ],
  [
    'UpdateParticipant',
    method(UpdateParticipantRequest, isAdmin, (context, input) => {
      const { room, session } = find(context, input);
      const attributes = mergeAttributes(session.attributes, input.attributes);
      if (!areAttributesBounded(attributes))
        throw new TwirpError('invalid_argument', 'attributes are too long');
      if (input.metadata !== '') session.metadata = limited(input.metadata);
      if (input.name !== '') session.name = input.name.slice(0, ROOM_NAME_CHARS_MAX);
      session.attributes = attributes;
      if (input.permission === undefined) room.sessionChanged(session);
      else room.setPermission(session, new ParticipantPermission(input.permission));
      return session.info();
    }),
  ],
  [
    'UpdateSubscriptions',
    method(UpdateSubscriptionsRequest, isAdmin, (context, input) => {
      updateSubscriptions(find(context, input).session, input);
      return new UpdateSubscriptionsResponse();
    }),
  ],
  [
    'UpdateRoomMetadata',
    method(UpdateRoomMetadataRequest, isAdmin, (context, input) => {
      const room = findRoom(context, input.room);
      room.setMetadata(limited(input.metadata));
      return room.info;
    }),
  ],
  [
    'SendData',
    method(SendDataRequest, isAdmin, (context, input) => {
      const room = findRoom(context, input.room);
      const sids = new Set(input.destinationSids);
      const identities = [...room.sessions.values()]
        .filter((session) => sids.has(session.sid))
        .map((session) => session.identity);
      const user = new UserPacket({
        payload: input.data,
        ...(input.topic === undefined ? {} : { topic: input.topic }),
      });
      const packet = new DataPacket({
        destinationIdentities: [...input.destinationIdentities, ...identities],
        value: { case: 'user', value: user },
      });
      const data = stamp(packet, input.kind === DataPacket_Kind.LOSSY ? LOSSY : RELIABLE, null);
      if (data === null) throw new TwirpError('invalid_argument', 'too many destinations');
      room.deliver(data, null);
      return new SendDataResponse();
    }),
  ],
]);

/** Ties a method's name to its parsed input, so that no handler casts. */
function method<T extends Message<T>>(
  input: MessageType<T>,
  mayCall: (grants: Grants['video'], input: T) => boolean,
  run: (context: TwirpContext, input: T) => Message,
): TwirpMethod {
  return {
    input: input as unknown as MessageType,
    mayCall: (grants, message) => mayCall(grants, message as unknown as T),
    run: (context, message) => run(context, message as unknown as T),
  };
}

function canCreate(video: Grants['video']): boolean {
  return video.roomCreate === true;
}

function isAdmin(video: Grants['video'], input: { room: string }): boolean {
  return video.roomAdmin === true && video.room === input.room && input.room !== '';
}

function findRoom(context: TwirpContext, name: string): Room {
  const room = context.rooms.get(name);
  if (room === undefined) throw new TwirpError('not_found', 'no such room');
  return room;
}

function find(
  context: TwirpContext,
  input: { room: string; identity: string },
): { room: Room; session: Session } {
  const room = findRoom(context, input.room);
  const session = room.sessions.get(input.identity);
  if (session === undefined) throw new TwirpError('not_found', 'no such participant');
  return { room, session };
}

function limited(metadata: string): string {
  if (metadata.length > METADATA_CHARS_MAX) throw new TwirpError('invalid_argument', 'metadata is too long');
  return metadata;
}
