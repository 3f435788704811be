/** All that anybody sees of a stream key: `····4f2a`. The test destination has none, other servers may take none. */
export function keyText(destination: { platform: string; keyHint: string }): string {
  if (destination.platform === 'test') return 'Built in, no key needed';
  return destination.keyHint === '' ? 'None' : `····${destination.keyHint}`;
}
