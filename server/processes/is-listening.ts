import { connect } from 'node:net';

const CONNECT_TIMEOUT_MS = 2_000;
/** Of loopback; the first that is not the address that is asked for. */
const OTHER_LOOPBACKS = ['127.0.0.2', '127.0.0.3'];

/**
 * Whether somebody accepts connections there. Asked again and again for a port in the range of outgoing ports, the system
 * may pick that very port for our side: TCP then connects the socket to itself, and it holds the port that our child wants
 * to open. Another source address makes that impossible on Linux; elsewhere such a connection is at least not believed.
 */
export function isListening(host: string, port: number): Promise<boolean> {
  const localAddress = OTHER_LOOPBACKS.find((address) => address !== host);
  const canChoose = host.startsWith('127.') && process.platform === 'linux' && localAddress !== undefined;
  return new Promise((resolve) => {
    const socket = connect({
      host,
      port,
      ...(canChoose ? { localAddress } : {}),
    });
    const answer = (value: boolean) => {
      socket.destroy();
      resolve(value);
    };
    socket.setTimeout(CONNECT_TIMEOUT_MS, () => answer(false));
    socket.on('connect', () => answer(socket.localPort !== port));
    socket.on('error', () => answer(false));
  });
}
