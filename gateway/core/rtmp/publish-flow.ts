import type { RelayReason } from '@/lib/core/contract/gateway-control';
import type { AmfObject, AmfValue } from '@/gateway/core/amf0/amf0';
import type { RtmpMessage } from './chunk-writer';
import { RTMP_PUBLISH_CHUNK_BYTES } from './chunk-writer';
import type { RtmpCommand } from './messages';
import { commandMessage, setChunkSizeMessage, windowAckSizeMessage } from './messages';
import type { RtmpTarget } from './rtmp-url';

/**
 * The command exchange of a publisher after the handshake, as a pure state machine:
 * connect -> releaseStream + FCPublish + createStream -> publish -> started. It never holds a socket.
 */
export type PublishFlow =
  | { status: 'connecting' }
  | { status: 'creating' }
  | { status: 'publishing'; streamId: number }
  | { status: 'started'; streamId: number }
  /** Another server is to be asked instead. Its address comes from a stranger: the caller checks it. */
  | { status: 'redirected'; url: string }
  | { status: 'refused'; reason: RelayReason; detail: string };

export interface PublishStep {
  flow: PublishFlow;
  send: RtmpMessage[];
}

/** We ask for an acknowledgement every 128 KiB: about four a second at 4 Mbit/s, so "acknowledged in the last 2 s" can be told. */
export const ACK_WINDOW_BYTES = 128 * 1024;

const TRANSACTION = { connect: 1, releaseStream: 2, fcPublish: 3, createStream: 4, publish: 5 } as const;

/** The chunk size goes first: nginx-rtmp drops a session whose `connect` is longer than the old size allows. */
export function beginPublish(target: RtmpTarget): PublishStep {
  const connectObject: AmfObject = {
    app: target.app,
    type: 'nonprivate',
    flashVer: 'FMLE/3.0 (compatible; StreamBuddy)',
    tcUrl: target.tcUrl,
  };
  return {
    flow: { status: 'connecting' },
    send: [
      setChunkSizeMessage(RTMP_PUBLISH_CHUNK_BYTES),
      windowAckSizeMessage(ACK_WINDOW_BYTES),
      commandMessage({ name: 'connect', transactionId: TRANSACTION.connect, args: [connectObject] }),
    ],
  };
}

/** Takes one command of the server. Commands that do not concern the present step change nothing. */
export function continuePublish(flow: PublishFlow, command: RtmpCommand, target: RtmpTarget): PublishStep {
  if (flow.status === 'refused' || flow.status === 'redirected') return { flow, send: [] };
  if (isRefusal(flow, command)) {
    const url = flow.status === 'connecting' ? redirectOf(command) : '';
    return { flow: url === '' ? refusalOf(command) : { status: 'redirected', url }, send: [] };
  }
  if (flow.status === 'connecting' && isResultOf(command, TRANSACTION.connect)) {
    const name = target.streamName;
    return {
      flow: { status: 'creating' },
      send: [
        commandMessage({
          name: 'releaseStream',
          transactionId: TRANSACTION.releaseStream,
          args: [null, name],
        }),
        commandMessage({ name: 'FCPublish', transactionId: TRANSACTION.fcPublish, args: [null, name] }),
        commandMessage({ name: 'createStream', transactionId: TRANSACTION.createStream, args: [null] }),
      ],
    };
  }
  if (flow.status === 'creating' && isResultOf(command, TRANSACTION.createStream)) {
    const streamId = command.args[1];
    if (
      typeof streamId !== 'number' ||
      !Number.isInteger(streamId) ||
      streamId < 0 ||
      streamId > 0xffffffff
    ) {
      const detail = 'The server answered createStream without a stream id.';
      return { flow: { status: 'refused', reason: 'protocol-error', detail }, send: [] };
    }
    const args = [null, target.streamName, 'live'];
    const publish = commandMessage({ name: 'publish', transactionId: TRANSACTION.publish, args }, streamId);
    return { flow: { status: 'publishing', streamId }, send: [publish] };
  }
  if (flow.status === 'publishing' && statusCodeOf(command) === 'NetStream.Publish.Start') {
    return { flow: { status: 'started', streamId: flow.streamId }, send: [] };
  }
  return { flow, send: [] };
}

/** The farewell that lets the platform end the broadcast at once instead of waiting for a timeout. */
export function endPublish(flow: PublishFlow, target: RtmpTarget): RtmpMessage[] {
  if (flow.status !== 'started' && flow.status !== 'publishing') return [];
  return [
    commandMessage({ name: 'FCUnpublish', transactionId: 6, args: [null, target.streamName] }),
    commandMessage({ name: 'deleteStream', transactionId: 7, args: [null, flow.streamId] }),
  ];
}

/** releaseStream and FCPublish are courtesies that many servers answer with an error; only the steps we wait for count. */
function isRefusal(flow: PublishFlow, command: RtmpCommand): boolean {
  if (command.name === '_error') {
    const awaited = flow.status === 'connecting' ? TRANSACTION.connect : TRANSACTION.createStream;
    return command.transactionId === awaited || command.transactionId === TRANSACTION.publish;
  }
  if (command.name === 'close') return true;
  return command.name === 'onStatus' && infoOf(command)?.['level'] === 'error';
}

/** FMS, SRS and others refuse `connect` with `ex: { code: 302, redirect: "rtmp://..." }`. @returns '' when it is none. */
function redirectOf(command: RtmpCommand): string {
  const ex = infoOf(command)?.['ex'] ?? null;
  if (typeof ex !== 'object' || ex === null || Array.isArray(ex)) return '';
  return textOf(ex['redirect'] ?? null).slice(0, REDIRECT_CHARS_MAX);
}

/** As long as an address in the control API. */
const REDIRECT_CHARS_MAX = 512;

function refusalOf(command: RtmpCommand): PublishFlow {
  const info = infoOf(command);
  const code = textOf(info?.['code']);
  const description = textOf(info?.['description']);
  const detail = [code, description]
    .filter((part) => part !== '')
    .join(': ')
    .slice(0, 200);
  return {
    status: 'refused',
    reason: reasonOf(code, description),
    detail: detail === '' ? 'The server refused.' : detail,
  };
}

function reasonOf(code: string, description: string): RelayReason {
  if (/already|in use|busy|duplicate/i.test(description)) return 'busy';
  if (/codec|hevc|h\.?265|\bav1\b|(?:video|audio) format/i.test(`${code} ${description}`)) return 'bad-codec';
  if (/BadName|Unauthorized|Denied|BadAuth/i.test(code)) return 'bad-key';
  if (/auth|stream ?key|invalid key|not allowed|forbidden/i.test(description)) return 'bad-key';
  return 'rejected';
}

function isResultOf(command: RtmpCommand, transactionId: number): boolean {
  return command.name === '_result' && command.transactionId === transactionId;
}

function statusCodeOf(command: RtmpCommand): string {
  return command.name === 'onStatus' ? textOf(infoOf(command)?.['code']) : '';
}

function infoOf(command: RtmpCommand): AmfObject | null {
  for (const arg of [command.args[1], command.args[0]]) {
    if (typeof arg === 'object' && arg !== null && !Array.isArray(arg)) return arg;
  }
  return null;
}

function textOf(value: AmfValue): string {
  return typeof value === 'string' ? value : '';
}
