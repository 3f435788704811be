/** 20 ms of silence for any Opus decoder: one CELT frame, full band, stereo (RFC 6716 §3.1), whose first bit says so (§4.3). */
export const OPUS_SILENCE: Buffer = Buffer.of(0xfc, 0xff, 0xfe);
/** Of its samples at 48 kHz. */
export const OPUS_SILENCE_TICKS = 960;

/**
 * How much silence is due to whoever plays the source's own Opus, while the source sends none: players mix, mux and keep
 * lips in sync by sound, and wait for it. A pause of DTX is none: its packets come 400 ms apart (RFC 6716 §2.1.9).
 */
export class SilencePace {
  /** Where the silence ends that was given in this pause. */
  #endMs: number | null = null;

  /** Ask every 50 ms or so. @param silentMs - since the source's last sound. @returns packets of 20 ms to send now. */
  due(nowMs: number, silentMs: number): number {
    if (silentMs < SILENT_AFTER_MS) {
      this.#endMs = null;
      return 0;
    }
    const fromMs = Math.max(this.#endMs ?? nowMs, nowMs - BEHIND_MS_MAX);
    const packets = Math.max(0, Math.floor((nowMs - fromMs) / PACKET_MS) + 1);
    this.#endMs = fromMs + packets * PACKET_MS;
    return packets;
  }
}

const PACKET_MS = 20;
/** As long as a hiccup of the picture: what comes late after less goes on in its own numbers, as if nothing was. */
const SILENT_AFTER_MS = 1_500;
/** After a machine that stood still there is no use in all the silence of that time. */
const BEHIND_MS_MAX = 200;
