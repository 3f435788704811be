import type { Message, MessageType } from '@bufbuild/protobuf';
import type { Grants } from './access-token';
import type { RoomRegistry } from './room-registry';

/** Twirp's error codes that we use, with their HTTP status (Twirp wire protocol v7). */
export const TWIRP_STATUS = {
  invalid_argument: 400,
  malformed: 400,
  unauthenticated: 401,
  permission_denied: 403,
  bad_route: 404,
  not_found: 404,
  resource_exhausted: 429,
  failed_precondition: 412,
  unimplemented: 501,
  internal: 500,
} as const;
export type TwirpCode = keyof typeof TWIRP_STATUS;

export class TwirpError extends Error {
  readonly code: TwirpCode;

  constructor(code: TwirpCode, message: string) {
    super(message);
    this.code = code;
  }
}

export interface TwirpContext {
  rooms: RoomRegistry;
  grants: Grants;
}

/** One method: its types, who may call it, and what it does. */
export interface TwirpMethod {
  input: MessageType;
  mayCall(grants: Grants['video'], input: Message): boolean;
  run(context: TwirpContext, input: Message): Message;
}
