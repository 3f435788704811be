import { createServer, request as httpRequest, type Server } from 'node:http';
import { connect, type AddressInfo } from 'node:net';

/** A door before the SFU that knows nothing of signalling v1, as an older server: clients fall back to v0. */
export async function startV0Only(sfuUrl: string): Promise<{ wsUrl: string; server: Server }> {
  const target = Number(new URL(sfuUrl).port);
  const server = createServer((incoming, response) => {
    if (incoming.url?.startsWith('/rtc/v1') === true) return void response.writeHead(404).end();
    const options = { port: target, host: '127.0.0.1', path: incoming.url, method: incoming.method };
    const outgoing = httpRequest({ ...options, headers: incoming.headers }, (answer) => {
      response.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(response);
    });
    outgoing.on('error', () => response.destroy());
    incoming.pipe(outgoing);
  });
  server.on('upgrade', (incoming, socket, head) => {
    if (incoming.url?.startsWith('/rtc/v1') === true)
      return void socket.end('HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\nConnection: close\r\n\r\n');
    const upstream = connect(target, '127.0.0.1', () => {
      const headers = Object.entries(incoming.headers).map(([name, value]) => `${name}: ${String(value)}`);
      upstream.write(`GET ${incoming.url} HTTP/1.1\r\n${headers.join('\r\n')}\r\n\r\n`);
      upstream.write(head);
      upstream.pipe(socket).pipe(upstream);
    });
    upstream.on('error', () => socket.destroy());
    socket.on('error', () => upstream.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { wsUrl: `ws://127.0.0.1:${(server.address() as AddressInfo).port}`, server };
}
