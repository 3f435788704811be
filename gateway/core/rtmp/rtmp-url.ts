/** Where an RTMP publisher connects and what it announces there. */
export interface RtmpTarget {
  isTls: boolean;
  host: string;
  port: number;
  app: string;
  tcUrl: string;
  /** Stream name sent in `publish`: the key, with the URL's own query kept in `tcUrl` and `app`. */
  streamName: string;
}

export type RtmpUrlResult = { ok: true; target: RtmpTarget } | { ok: false; detail: string };

/**
 * Splits a server URL and a stream key. The whole path is the application (`rtmp://host/a/b` -> app `a/b`), as encoders do it.
 * With an empty key the last path segment is taken as the stream name.
 */
export function parseRtmpUrl(serverUrl: string, key: string): RtmpUrlResult {
  const match =
    /^(rtmps?):\/\/(\[[0-9a-fA-F:.]+\]|[^/:?#\s@[\]\p{Cc}]+)(?::(\d{1,5}))?(?:\/([^#\s\p{Cc}]*))?$/u.exec(
      serverUrl.trim(),
    );
  if (match === null) return { ok: false, detail: 'The address must look like rtmp://host/app.' };
  const [, scheme = '', bracketedHost = '', portText, rest = ''] = match;
  const isTls = scheme === 'rtmps';
  const port = portText === undefined ? (isTls ? 443 : 1935) : Number(portText);
  if (port < 1 || port > 65535)
    return { ok: false, detail: 'The port in the address must be between 1 and 65535.' };

  const [path = '', query] = splitOnce(rest, '?');
  const segments = path.split('/').filter((segment) => segment !== '');
  let streamName = key.trim();
  if (streamName === '' && segments.length > 1) streamName = segments.pop() ?? '';
  const appPath = segments.join('/');
  if (appPath === '') return { ok: false, detail: 'The address has no application path after the host.' };
  const app = query === undefined ? appPath : `${appPath}?${query}`;
  const authority = portText === undefined ? bracketedHost : `${bracketedHost}:${port}`;
  const host = bracketedHost.replace(/^\[|\]$/g, '');
  return {
    ok: true,
    target: { isTls, host, port, app, tcUrl: `${scheme}://${authority}/${app}`, streamName },
  };
}

/**
 * Where a server sends us on to. The key goes with us, so it must not leave TLS on the way.
 * @param from - the server that said so.
 */
export function parseRedirect(url: string, key: string, from: RtmpTarget): RtmpUrlResult {
  const parsed = parseRtmpUrl(url, key);
  if (!parsed.ok) return { ok: false, detail: 'The server sent us on to an address that is none.' };
  if (from.isTls && !parsed.target.isTls)
    return { ok: false, detail: 'The server sent us on to an address without encryption.' };
  return parsed;
}

function splitOnce(text: string, separator: string): [string, string?] {
  const at = text.indexOf(separator);
  return at < 0 ? [text] : [text.slice(0, at), text.slice(at + 1)];
}
