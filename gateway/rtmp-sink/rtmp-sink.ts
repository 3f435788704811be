import { createServer } from 'node:net';
import type { Server } from 'node:net';
import type { Logger } from 'pino';
import { SinkConnection } from './sink-connection';
import type { SinkStream } from './sink-stream';

/** A destination for trying things out, not a server: enough for every destination of two shows. */
const CONNECTIONS_MAX = 32;

/**
 * The built-in test destination: an RTMP server on loopback that takes any stream, counts it and throws it away.
 * @param onVideo - sees every video tag; the bench times them.
 */
export function createRtmpSink(
  logger: Logger,
  onVideo: (streamName: string, tag: Uint8Array) => void = () => undefined,
): { server: Server; streams(): SinkStream[] } {
  const connections = new Set<SinkConnection>();
  const server = createServer((socket) => {
    const connection = new SinkConnection(socket, {
      onPublish: (stream) =>
        logger.info({ stream: maskName(stream.streamName) }, 'test destination: stream began'),
      onVideo,
      onClosed: (reason) => {
        connections.delete(connection);
        const { stream } = connection;
        if (stream === null) return;
        const { bytes, videoFrames, audioFrames } = stream;
        logger.info(
          { stream: maskName(stream.streamName), reason, bytes, videoFrames, audioFrames },
          'test destination: stream ended',
        );
      },
    });
    connections.add(connection);
  });
  server.maxConnections = CONNECTIONS_MAX;
  return {
    server,
    streams: () => [...connections].flatMap(({ stream }) => (stream === null ? [] : [{ ...stream }])),
  };
}

/** A stream name is a key: its last four characters tell streams apart. */
function maskName(name: string): string {
  return `....${name.slice(-4)}`;
}
