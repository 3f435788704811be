import { isUsableCandidate } from '../ice/usable-candidate';

/** Candidates of an RFC 8840 trickle fragment (`application/trickle-ice-sdpfrag`), as in a WHIP PATCH. */
export type TrickleResult = { ok: true; iceUfrag: string | null; candidates: string[] } | { ok: false };

const CANDIDATES_MAX = 32;

/** Never throws. Lines that are no usable candidates are ignored; an oversized fragment is refused. */
export function parseTrickle(text: string, bytesMax: number): TrickleResult {
  if (Buffer.byteLength(text) > bytesMax) return { ok: false };
  const lines = text.split(/\r\n|\n/);
  const candidates = lines
    .filter((line) => line.startsWith('a=candidate:'))
    .map((line) => line.slice(2))
    .filter(isUsableCandidate);
  if (candidates.length > CANDIDATES_MAX) return { ok: false };
  const ufragLine = lines.find((line) => line.startsWith('a=ice-ufrag:'));
  return { ok: true, iceUfrag: ufragLine?.slice('a=ice-ufrag:'.length).trim() ?? null, candidates };
}
