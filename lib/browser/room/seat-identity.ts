/** The prefix of a seat's identity in the room: `seat:<seatId>`. */
const SEAT_PREFIX = 'seat:';

/** @returns the seat behind a participant, or null for producers and strangers. Metadata wins over the identity. */
export function seatIdOf(participant: { identity: string; metadata?: string | undefined }): string | null {
  const fromMetadata = readSeatMetadata(participant.metadata);
  if (fromMetadata !== null) return fromMetadata;
  if (!participant.identity.startsWith(SEAT_PREFIX)) return null;
  return participant.identity.slice(SEAT_PREFIX.length) || null;
}

function readSeatMetadata(metadata: string | undefined): string | null {
  if (!metadata) return null;
  try {
    const unverified = JSON.parse(metadata) as { kind?: unknown; seatId?: unknown } | null;
    const isSeat = unverified?.kind === 'seat' && typeof unverified.seatId === 'string';
    return isSeat ? (unverified.seatId as string) : null;
  } catch {
    /* Not ours: another client of the same room. The identity decides. */
    return null;
  }
}
