/**
 * Whether a peer's candidate (without `a=`) may go to the native library: UDP with an IP literal. An mDNS name would make
 * it ask the resolver for a name of the peer's choice, and TCP is not spoken; the peer's own checks reach us without these.
 */
export function isUsableCandidate(candidate: string): boolean {
  return /^candidate:[A-Za-z0-9+/]{1,32} [12] (?:udp|UDP) \d{1,10} (?:\d{1,3}(?:\.\d{1,3}){3}|[0-9A-Fa-f]{0,4}(?::[0-9A-Fa-f]{0,4}){2,7}) \d{1,5} typ (?:host|srflx|prflx|relay)[ A-Za-z0-9.:+/-]{0,400}$/.test(
    candidate,
  );
}
