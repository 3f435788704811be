const START = '/shows';

/** Where to go after signing in: a path of this site, or the shows. Keeps a forged link from leading elsewhere. */
export function safeNextPath(unverifiedNext: string | string[] | undefined): string {
  if (typeof unverifiedNext !== 'string') return START;
  // `//host` and `/\host` are other sites to a browser; control characters are dropped before it reads the path.
  return /^\/(?![/\\])[^\\\p{Cc}]*$/u.test(unverifiedNext) ? unverifiedNext : START;
}
