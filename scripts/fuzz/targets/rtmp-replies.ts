import { RtmpChunkReader } from '@/gateway/core/rtmp/chunk-reader';
import { writeRtmpMessage } from '@/gateway/core/rtmp/chunk-writer';
import { HANDSHAKE_BYTES, HandshakeReader } from '@/gateway/core/rtmp/handshake';
import { commandMessage, parseCommand } from '@/gateway/core/rtmp/messages';
import {
  beginPublish,
  continuePublish,
  endPublish,
  type PublishFlow,
} from '@/gateway/core/rtmp/publish-flow';
import { parseRedirect } from '@/gateway/core/rtmp/rtmp-url';
import { promise, target } from '../fuzz-target';
import { BYTES } from '../mutate/bytes';
import { pieces } from './corpus-bytes';

const TARGET = {
  isTls: false,
  host: 'a',
  port: 1935,
  app: 'live',
  tcUrl: 'rtmp://a/live',
  streamName: 'key',
};
const REPLY_BYTES_MAX = 256 * 1024;
const HANDSHAKE = Buffer.concat([Buffer.from([3]), Buffer.alloc(2 * HANDSHAKE_BYTES, 7)]);
const reply = (
  name: string,
  transactionId: number,
  ...args: Parameters<typeof commandMessage>[0]['args']
): Buffer => writeRtmpMessage(commandMessage({ name, transactionId, args }), 128);
const CONNECTED = reply('_result', 1, { fmsVer: 'FMS/3' }, { code: 'NetConnection.Connect.Success' });
const CREATED = reply('_result', 4, null, 1);
const STARTED = reply('onStatus', 0, null, { level: 'status', code: 'NetStream.Publish.Start' });

/** All that a destination may answer: handshake, control messages, replies. The publisher's steps follow as in the relay. */
export const rtmpReplies = () =>
  target({
    name: 'rtmp-replies',
    kind: BYTES,
    sizeMax: 16 * 1024,
    dictionary: [
      '_result',
      '_error',
      'onStatus',
      'close',
      'error',
      'NetStream.Publish.Start',
      '\x06\x00\x00\x09',
    ],
    corpus: [
      Buffer.concat([HANDSHAKE, CONNECTED, CREATED, STARTED]),
      Buffer.concat([
        HANDSHAKE,
        reply('_error', 1, null, { code: 'NetConnection.Connect.Rejected', description: 'auth' }),
      ]),
      Buffer.concat([
        HANDSHAKE,
        reply('_error', 1, null, {
          code: 'NetConnection.Connect.Rejected',
          ex: { code: 302, redirect: 'rtmp://b/live' },
        }),
      ]),
      Buffer.concat([HANDSHAKE, CONNECTED, reply('_result', 4, null, Number.NaN)]),
      Buffer.concat([HANDSHAKE, CONNECTED, reply('_result', 4, null, 1.5)]),
      Buffer.concat([HANDSHAKE, CONNECTED, reply('_result', 4, null, -1)]),
      Buffer.concat([HANDSHAKE, CONNECTED, CREATED, reply('onStatus', 0, ['x'], { level: 'error' })]),
      Buffer.concat([HANDSHAKE, reply('close', 0)]),
      Buffer.from('HTTP/1.1 400 Bad Request\r\n\r\n'),
      HANDSHAKE.subarray(0, 1000),
    ],
    run: (bytes, random) => {
      const handshake = new HandshakeReader(2);
      const reader = new RtmpChunkReader(REPLY_BYTES_MAX);
      let flow: PublishFlow | null = null;
      for (const piece of pieces(bytes, random)) {
        let chunks = piece;
        if (flow === null) {
          const shaken = handshake.push(piece);
          if (shaken.status === 'bad-version') return shaken.status;
          if (shaken.status === 'more') continue;
          promise(shaken.firstBlock.length === HANDSHAKE_BYTES, 'an echo of another length');
          ({ flow } = beginPublish(TARGET));
          chunks = shaken.rest;
        }
        const result = reader.push(chunks);
        for (const message of result.messages) {
          const command = parseCommand(message);
          if (command === null) continue;
          const step = continuePublish(flow, command, TARGET);
          for (const sent of step.send) writeRtmpMessage(sent, 128);
          flow = step.flow;
          if (flow.status === 'redirected') {
            promise(flow.url.length <= 512, 'an address without end');
            parseRedirect(flow.url, 'key', TARGET);
          }
          if (flow.status === 'refused') promise(flow.detail.length <= 200, 'a server fills our log');
        }
        if (!result.ok) return result.reason;
      }
      if (flow === null) return 'more';
      for (const sent of endPublish(flow, TARGET)) writeRtmpMessage(sent, 128);
      if (flow.status === 'publishing' || flow.status === 'started')
        promise(Number.isInteger(flow.streamId), 'a stream id that is no whole number');
      return flow.status;
    },
  });
