import type { IncomingHttpHeaders } from 'node:http';

/**
 * Our addresses put the direction first (`/whip/<program>/<session>`), MediaMTX's put the path first
 * (`/<program>/whip/<session>`). Nothing else is changed, so whatever is no address of ours is MediaMTX's to refuse.
 */
const OURS = /^\/(whip|whep)\/([A-Za-z0-9_.~-]{1,64})(?:\/([A-Za-z0-9-]{1,64}))?\/?$/;
const THEIRS = /^\/([A-Za-z0-9_.~-]{1,64})\/(whip|whep)\/([A-Za-z0-9-]{1,64})$/;
/** No path of MediaMTX's: answered with 404 there. */
const NOWHERE = '/';

/** @param url - path and query; the query is dropped: tokens travel in headers. Never another path of the server's. */
export function toMediamtxPath(url: string): string {
  const match = OURS.exec(url.split('?')[0] ?? '');
  if (match === null || /^\.+$/.test(match[2] ?? '')) return NOWHERE;
  const [, direction, program, session] = match;
  return `/${program}/${direction}${session === undefined ? '' : `/${session}`}`;
}

/**
 * Location becomes an address of ours. `www-authenticate: Basic` goes: browsers would ask people for a password. And who
 * may ask across origins is ours to say, as for every other answer of this origin.
 */
export function fromMediamtxHeaders(headers: IncomingHttpHeaders): IncomingHttpHeaders {
  const kept = Object.entries(headers).filter(
    ([name]) => name !== 'www-authenticate' && !name.startsWith('access-control-'),
  );
  const { location } = headers;
  return {
    ...Object.fromEntries(kept),
    ...(location === undefined ? {} : { location: locationHere(location) }),
  };
}

/** @param location - a path of MediaMTX's, or an address with one. Others are left as they are. */
function locationHere(location: string): string {
  const path = URL.canParse(location, 'http://mediamtx') ? new URL(location, 'http://mediamtx').pathname : '';
  const match = THEIRS.exec(path);
  return match === null ? location : `/${match[2]}/${match[1]}/${match[3]}`;
}
