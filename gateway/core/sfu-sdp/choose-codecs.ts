import type { MediaSection, OfferCodec } from './parse-offer';

export type CodecName = 'opus' | 'vp8' | 'h264';

/** A codec both ends speak, with the offerer's payload types, which hold for the whole bundle (RFC 8843 §10.1.2). */
export interface AcceptedCodec {
  name: CodecName;
  payloadType: number;
  rtxPayloadType: number | null;
  codec: OfferCodec;
}

/** What the SFU accepts of a section, in the offerer's order of preference. One payload type per codec. */
export function chooseCodecs(section: MediaSection): AcceptedCodec[] {
  const accepted: AcceptedCodec[] = [];
  for (const codec of section.codecs) {
    const name = supportedName(section, codec);
    if (name === null || accepted.some((other) => other.name === name)) continue;
    const best = name === 'h264' ? bestH264(section) : codec;
    if (best === null) continue;
    const rtx = section.codecs.find(
      (other) =>
        other.name === 'rtx' && new RegExp(`(?:^|;)\\s*apt=${best.payloadType}(?:;|$)`).test(other.fmtp),
    );
    accepted.push({
      name,
      payloadType: best.payloadType,
      rtxPayloadType: rtx?.payloadType ?? null,
      codec: best,
    });
  }
  return accepted;
}

/**
 * Feedback the SFU implements, for both directions. Sound gets `nack` whether or not it was offered: Chrome asks again and
 * sends again when the answer says so, but offers it only when a page rewrites its description; others pass it over.
 */
export function chooseFeedback(codec: OfferCodec): string[] {
  const chosen = codec.feedback.filter((feedback) => FEEDBACK.has(feedback));
  return codec.name === 'opus' && !chosen.includes('nack') ? [...chosen, 'nack'] : chosen;
}

const FEEDBACK = new Set(['transport-cc', 'goog-remb', 'ccm fir', 'nack', 'nack pli']);

function supportedName(section: MediaSection, codec: OfferCodec): CodecName | null {
  if (section.kind === 'audio') return codec.name === 'opus' && codec.clockRateHz === 48000 ? 'opus' : null;
  if (codec.clockRateHz !== 90000) return null;
  return codec.name === 'vp8' || codec.name === 'h264' ? codec.name : null;
}

/** Constrained baseline in FU-A packets is the one form that every browser decodes and the gateway relays. */
function bestH264(section: MediaSection): OfferCodec | null {
  const usable = section.codecs.filter(
    (codec) => codec.name === 'h264' && /(?:^|;)\s*packetization-mode=1(?:;|$)/.test(codec.fmtp),
  );
  return (
    usable.find((codec) => /profile-level-id=42e0/i.test(codec.fmtp)) ??
    usable.find((codec) => /profile-level-id=42/i.test(codec.fmtp)) ??
    null
  );
}
