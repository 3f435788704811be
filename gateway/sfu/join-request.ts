import {
  ClientInfo,
  ClientInfo_SDK,
  ConnectionSettings,
  JoinRequest,
  WrappedJoinRequest,
  WrappedJoinRequest_Compression,
} from '@livekit/protocol';
import { gunzipSync } from 'node:zlib';

export type JoinRequestError = 'missing' | 'too-long' | 'bad-base64' | 'bad-protobuf' | 'bad-gzip';

/** Chrome's first offer is near 20 KiB, a quarter of that compressed. */
const ENCODED_CHARS_MAX = 96 * 1024;
const DECODED_BYTES_MAX = 512 * 1024;

/** Reads the `join_request` query parameter of `/rtc/v1`. Never throws; a compression bomb is refused by size. */
export function parseJoinRequest(encoded: string | null): JoinRequest | JoinRequestError {
  if (encoded === null || encoded === '') return 'missing';
  if (encoded.length > ENCODED_CHARS_MAX) return 'too-long';
  if (!/^[A-Za-z0-9+/_-]*={0,2}$/.test(encoded)) return 'bad-base64';
  let wrapped: WrappedJoinRequest;
  try {
    wrapped = WrappedJoinRequest.fromBinary(Buffer.from(encoded, 'base64url'));
  } catch {
    return 'bad-protobuf';
  }
  let bytes: Uint8Array = wrapped.joinRequest;
  if (wrapped.compression === WrappedJoinRequest_Compression.GZIP) {
    try {
      bytes = gunzipSync(bytes, { maxOutputLength: DECODED_BYTES_MAX });
    } catch {
      return 'bad-gzip';
    }
  }
  try {
    return JoinRequest.fromBinary(bytes);
  } catch {
    return 'bad-protobuf';
  }
}

/** The same of signalling v0, which says it in parameters of its own. Unknown values are passed over. */
export function joinRequestOfV0(parameters: URLSearchParams): JoinRequest {
  return new JoinRequest({
    clientInfo: new ClientInfo({
      sdk: parameters.get('sdk') === 'js' ? ClientInfo_SDK.JS : ClientInfo_SDK.UNKNOWN,
    }),
    connectionSettings: new ConnectionSettings({ autoSubscribe: parameters.get('auto_subscribe') !== '0' }),
    reconnect: parameters.get('reconnect') === '1',
    participantSid: parameters.get('sid')?.slice(0, SID_CHARS_MAX) ?? '',
  });
}

const SID_CHARS_MAX = 64;
