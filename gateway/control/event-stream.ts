import type { ServerResponse } from 'node:http';
import type { GatewayEvent } from '@/lib/core/contract/gateway-control';
import type { Programs } from './programs';

/** Server-sent events: first every program's status, then each event as it comes. A reader that stalls is cut off. */
const HEARTBEAT_MS = 15_000;
/** A status is about 2 KB, one a second and program: minutes of them. The reader connects again and gets all states. */
const UNREAD_BYTES_MAX = 4 * 1024 * 1024;

export function streamEvents(programs: Programs, response: ServerResponse): void {
  response.writeHead(200, {
    'content-type': 'text/event-stream',
    'cache-control': 'no-store',
    connection: 'keep-alive',
    'x-accel-buffering': 'no',
  });
  const send = (event: GatewayEvent): void => {
    response.write(`data: ${JSON.stringify(event)}\n\n`);
    if (response.writableLength > UNREAD_BYTES_MAX) response.destroy();
  };
  response.write(': stream-buddy gateway events\n\n');
  for (const status of programs.list()) send({ type: 'program.status', status });
  const stop = programs.onEvent(send);
  const heartbeat = setInterval(() => response.write(': alive\n\n'), HEARTBEAT_MS);
  response.once('close', () => {
    stop();
    clearInterval(heartbeat);
  });
}
