/** LiveKit's ConnectionQuality numbers. */
export const QUALITY = { poor: 0, good: 1, excellent: 2, lost: 3 } as const;
export type Quality = (typeof QUALITY)[keyof typeof QUALITY];

/** How a participant's connection is, for people who must decide whether to put it on air. */
export function connectionQuality(connection: {
  /** Its signalling is gone. */
  isAway: boolean;
  /** 0..1 of what is sent to it, and of what it sends. */
  lossDown: number;
  lossUp: number;
  rttMs: number;
  /** A picture it wants is not sent for want of room. */
  isHeldBack: boolean;
}): Quality {
  if (connection.isAway) return QUALITY.lost;
  const loss = Math.max(connection.lossDown, connection.lossUp);
  if (loss > LOSS_POOR || connection.rttMs > RTT_MS_POOR || connection.isHeldBack) return QUALITY.poor;
  if (loss > LOSS_GOOD || connection.rttMs > RTT_MS_GOOD) return QUALITY.good;
  return QUALITY.excellent;
}

/** Repairs no longer keep up; speech gets holes. */
const LOSS_POOR = 0.1;
const LOSS_GOOD = 0.03;
/** ITU-T G.114: past 400 ms of one-way delay people talk over each other. */
const RTT_MS_POOR = 800;
const RTT_MS_GOOD = 300;
