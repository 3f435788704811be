import type { IncomingMessage } from 'node:http';
import { hostname } from 'node:os';
import type { Env } from '../env';

type OriginEnv = Pick<Env, 'publicUrl' | 'https'>;

/**
 * The origin by which this request reached us, or null when its Host is not one of ours. Names other than the public one
 * are refused, because a stranger's name that points at this machine (DNS rebinding) would make his page same-origin.
 */
export function requestOrigin(request: Pick<IncomingMessage, 'headers'>, env: OriginEnv): string | null {
  const host = request.headers.host?.toLowerCase();
  if (host === undefined || !/^[a-z0-9.:[\]-]+$/.test(host)) return null;
  const publicUrl = new URL(env.publicUrl);
  // A proxy in front may end TLS: only PUBLIC_URL knows the scheme that browsers see.
  if (host === publicUrl.host) return publicUrl.origin;
  const name = host.replace(/:\d+$/, '');
  if (!isOwnName(name) && name !== publicUrl.hostname) return null;
  return `${env.https ? 'https' : 'http'}://${host}`;
}

/** True when the browser's page is ours. Programs that send no Origin are told apart by their tokens, not here. */
export function isSameOrigin(request: Pick<IncomingMessage, 'headers'>, env: OriginEnv): boolean {
  const own = requestOrigin(request, env);
  if (own === null) return false;
  const { origin } = request.headers;
  if (origin !== undefined) return origin === own;
  // Old forms and some navigations send no Origin; browsers of today then say where they come from.
  const site = request.headers['sec-fetch-site'];
  return site === undefined || site === 'same-origin' || site === 'none';
}

const IPV4 = /^\d{1,3}(\.\d{1,3}){3}$/;

function isOwnName(name: string): boolean {
  const machine = hostname().toLowerCase();
  return (
    name === 'localhost' ||
    name.endsWith('.localhost') ||
    IPV4.test(name) ||
    name.startsWith('[') ||
    name === machine ||
    name === `${machine}.local`
  );
}
