import type { JsonValue, Message } from '@bufbuild/protobuf';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { verifyAccessToken } from './access-token';
import { countRejected } from './metrics';
import type { RoomRegistry } from './room-registry';
import { roomServiceMethods } from './room-service';
import { TWIRP_STATUS, TwirpError, type TwirpMethod } from './twirp-method';

/** SendData carries at most 64 KiB, base64 in JSON; metadata as much. */
const BODY_BYTES_MAX = 256 * 1024;
const PREFIX = '/twirp/livekit.';

/** `POST /twirp/livekit.<Service>/<Method>`, JSON or protobuf, as livekit-server-sdk sends it. */
export async function handleTwirp(
  exchange: { request: IncomingMessage; response: ServerResponse; path: string },
  dependencies: { rooms: RoomRegistry; keys: { apiKey: string; apiSecret: string } },
): Promise<void> {
  const { request, response, path } = exchange;
  const isProtobuf = request.headers['content-type']?.startsWith('application/protobuf') ?? false;
  try {
    if (request.method !== 'POST') throw new TwirpError('bad_route', 'use POST');
    const token = request.headers.authorization?.replace(/^Bearer /, '');
    const grants = await verifyAccessToken(token, dependencies.keys);
    if (typeof grants === 'string') {
      countRejected('token', grants);
      throw new TwirpError('unauthenticated', `token refused: ${grants}`);
    }
    const method = findMethod(path);
    const input = parseInput(method, await readBody(request), isProtobuf);
    if (!method.mayCall(grants.video, input))
      throw new TwirpError('permission_denied', 'the token does not allow this');
    const output = method.run({ rooms: dependencies.rooms, grants }, input);
    response.writeHead(200, { 'Content-Type': isProtobuf ? 'application/protobuf' : 'application/json' });
    response.end(isProtobuf ? Buffer.from(output.toBinary()) : output.toJsonString());
  } catch (error) {
    if (!(error instanceof TwirpError)) throw error;
    countRejected('twirp', error.code);
    response.writeHead(TWIRP_STATUS[error.code], { 'Content-Type': 'application/json', Connection: 'close' });
    response.end(JSON.stringify({ code: error.code, msg: error.message }));
  }
}

function findMethod(path: string): TwirpMethod {
  const [service, name, ...rest] = path.startsWith(PREFIX) ? path.slice(PREFIX.length).split('/') : [];
  if (service === undefined || name === undefined || rest.length > 0)
    throw new TwirpError('bad_route', 'no such route');
  const method = service === 'RoomService' ? roomServiceMethods.get(name) : undefined;
  // Egress, ingress and SIP exist in LiveKit only.
  if (method === undefined) throw new TwirpError('unimplemented', 'not implemented by the embedded server');
  return method;
}

function parseInput(method: TwirpMethod, body: Buffer, isProtobuf: boolean): Message {
  try {
    if (isProtobuf) return method.input.fromBinary(body);
    const json = JSON.parse(body.toString('utf8')) as JsonValue;
    return method.input.fromJson(json, { ignoreUnknownFields: true });
  } catch {
    throw new TwirpError('malformed', 'the body is not the request it should be');
  }
}

async function readBody(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes > BODY_BYTES_MAX) throw new TwirpError('resource_exhausted', 'the body is too large');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
