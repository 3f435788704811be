import type { DestinationPreset } from './destination-presets';

/** The gateway's own bound (contract/gateway-control.ts). */
const URL_CHARS_MAX = 512;
/** Addresses are shown to everybody in the workspace and go to logs, so nothing secret may hide in one. */
const SECRET_PARAMETER = /key|token|secret|pass|auth|sign|sig$/i;

export type UrlProblem =
  | 'not-rtmp'
  | 'no-host'
  | 'no-application'
  | 'too-long'
  | 'has-credentials'
  | 'has-secret'
  | 'has-fragment'
  | 'foreign-host';

export const URL_PROBLEM_TEXT: Record<UrlProblem, string> = {
  'not-rtmp': 'The address must begin with rtmp:// or rtmps://.',
  'no-host': 'The address has no server name.',
  'no-application': 'The address ends after the server name. Add the part after the slash, such as /live.',
  'too-long': 'The address is longer than 512 characters.',
  'has-credentials':
    'Take the user name and password out of the address: everybody in the workspace sees it.',
  'has-secret':
    'Put the secret part of the address into the stream key: everybody in the workspace sees the address.',
  'has-fragment': 'The address must not contain #.',
  'foreign-host': 'This address does not belong to the platform. Choose Custom RTMP for another server.',
};

/** Says what is wrong with a destination's address, or null. Never throws. */
export function checkDestinationUrl(preset: DestinationPreset, unverifiedUrl: string): UrlProblem | null {
  if (unverifiedUrl.length > URL_CHARS_MAX) return 'too-long';
  // Before URL parsing, which silently drops tabs and line breaks and accepts backslashes.
  if (!/^rtmps?:\/\/[^\s\\\p{Cc}]+$/iu.test(unverifiedUrl)) return 'not-rtmp';
  if (isKnown(preset, unverifiedUrl)) return null;
  const url = parse(unverifiedUrl);
  if (url === null || url.hostname === '') return 'no-host';
  if (url.username !== '' || url.password !== '') return 'has-credentials';
  if (unverifiedUrl.includes('#')) return 'has-fragment';
  if ([...url.searchParams.keys()].some((name) => SECRET_PARAMETER.test(name))) return 'has-secret';
  if (!preset.isUrlEditable || !isHostOf(preset, url.hostname)) return 'foreign-host';
  return url.pathname.replaceAll('/', '') === '' ? 'no-application' : null;
}

function isKnown(preset: DestinationPreset, url: string): boolean {
  return preset.servers.some((server) => server.url === url || server.backupUrl === url);
}

/** As http, because the URL standard gives `rtmp:` neither a checked host nor a port. */
function parse(url: string): URL | null {
  const asHttp = url.replace(/^rtmps?:/i, 'http:');
  return URL.canParse(asHttp) ? new URL(asHttp) : null;
}

function isHostOf(preset: DestinationPreset, hostname: string): boolean {
  if (preset.hosts.length === 0) return true;
  return preset.hosts.some((host) => hostname === host || hostname.endsWith(`.${host}`));
}
