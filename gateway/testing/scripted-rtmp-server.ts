import { randomBytes } from 'node:crypto';
import type { Socket } from 'node:net';
import type { AmfObject } from '@/gateway/core/amf0/amf0';
import { RtmpChunkReader } from '@/gateway/core/rtmp/chunk-reader';
import { RTMP_DEFAULT_CHUNK_BYTES, writeRtmpMessage } from '@/gateway/core/rtmp/chunk-writer';
import { HANDSHAKE_BYTES, HandshakeReader, clientHello } from '@/gateway/core/rtmp/handshake';
import type { RtmpCommand } from '@/gateway/core/rtmp/messages';
import { commandMessage, parseCommand } from '@/gateway/core/rtmp/messages';
import type { BadServer } from './bad-servers';
import { listen } from './bad-servers';

/** An RTMP server that shakes hands, then says to each command what the script says. It takes no media. */
export type RtmpScript = Record<string, (command: RtmpCommand) => RtmpCommand[]>;

export async function startScriptedRtmpServer(script: RtmpScript): Promise<BadServer> {
  return listen((socket) => converse(socket, script));
}

/** Lets everybody in, and refuses to publish with this status. */
export function refusesToPublish(info: AmfObject): RtmpScript {
  return {
    connect: ({ transactionId }) => [{ name: '_result', transactionId, args: [{}, {}] }],
    createStream: ({ transactionId }) => [{ name: '_result', transactionId, args: [null, 1] }],
    publish: () => [{ name: 'onStatus', transactionId: 0, args: [null, { level: 'error', ...info }] }],
  };
}

/** Refuses everybody at the door, with the address of another server. */
export function redirectsTo(url: string): RtmpScript {
  const info = { level: 'error', code: 'NetConnection.Connect.Rejected', ex: { code: 302, redirect: url } };
  return { connect: ({ transactionId }) => [{ name: '_error', transactionId, args: [null, info] }] };
}

function converse(socket: Socket, script: RtmpScript): void {
  const handshake = new HandshakeReader(1);
  const reader = new RtmpChunkReader(1024 * 1024);
  let isGreeted = false;
  let echoBytesLeft = HANDSHAKE_BYTES;
  socket.on('data', (bytes: Buffer) => {
    let rest = bytes;
    if (!isGreeted) {
      const result = handshake.push(bytes);
      if (result.status !== 'done') return;
      isGreeted = true;
      socket.write(Buffer.concat([clientHello(randomBytes(HANDSHAKE_BYTES)), result.firstBlock]));
      rest = result.rest;
    }
    const chunks = rest.subarray(Math.min(echoBytesLeft, rest.length));
    echoBytesLeft -= rest.length - chunks.length;
    for (const message of reader.push(chunks).messages) {
      const command = parseCommand(message);
      for (const reply of command === null ? [] : (script[command.name]?.(command) ?? []))
        socket.write(writeRtmpMessage(commandMessage(reply), RTMP_DEFAULT_CHUNK_BYTES));
    }
  });
}
