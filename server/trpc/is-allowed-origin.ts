/**
 * Whether a POST was made by one of our own pages. Browsers always send Origin with a POST; a caller without one
 * is no browser, so it carries no cookies of a victim. `Sec-Fetch-Site` covers what strips Origin.
 */
export function isAllowedOrigin(headers: Headers, publicUrl: string): boolean {
  const site = headers.get('sec-fetch-site');
  const origin = headers.get('origin');
  if (origin === null) return site === null || site === 'same-origin' || site === 'none';
  if (origin === new URL(publicUrl).origin) return true;
  // The same server under another name, as with localhost and 127.0.0.1: what matters is that page and API agree.
  return URL.canParse(origin) && new URL(origin).host === headers.get('host') && site !== 'cross-site';
}
