import type { Env } from './env';

type AddressEnv = Pick<
  Env,
  | 'https'
  | 'host'
  | 'port'
  | 'gatewayHost'
  | 'gatewayPort'
  | 'gatewayControlPort'
  | 'sfuHost'
  | 'sfuPort'
  | 'livekitUrl'
>;

/** Base URLs, http(s), without a slash at the end. For our own programs; browsers know PUBLIC_URL only. */
export interface PartAddresses {
  web: string;
  /** WHIP and WHEP. */
  gateway: string;
  gatewayControl: string;
  /** The embedded SFU, or the operator's LiveKit. */
  rooms: string;
}

/** Where each part answers, from where it listens. The only place that knows: whoever asks a part asks here first. */
export function partAddresses(env: AddressEnv): PartAddresses {
  return {
    web: `${env.https === null ? 'http' : 'https'}://${authority(env.host, env.port)}`,
    gateway: `http://${authority(env.gatewayHost, env.gatewayPort)}`,
    gatewayControl: `http://${authority(LOOPBACK, env.gatewayControlPort)}`,
    rooms:
      env.livekitUrl?.replace(/^ws/, 'http').replace(/\/+$/, '') ??
      `http://${authority(env.sfuHost, env.sfuPort)}`,
  };
}

/** The control API takes stream keys: it listens here whatever GATEWAY_HOST says. */
const LOOPBACK = '127.0.0.1';

function authority(listenHost: string, port: number): string {
  const host = isEveryAddress(listenHost) ? LOOPBACK : listenHost;
  return `${host.includes(':') ? `[${host}]` : host}:${port}`;
}

/**
 * `0.0.0.0` and `::` (however spelled) say where to listen, not where to ask. `::` takes IPv4 too (libuv clears IPV6_V6ONLY), and asked by
 * IPv4 it answers even where loopback has no IPv6 address.
 */
function isEveryAddress(host: string): boolean {
  return /^[0.:]+$/.test(host);
}
