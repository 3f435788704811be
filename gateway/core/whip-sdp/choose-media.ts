import type { Offer, OfferCodec, OfferMedia } from './parse-offer';

/** Which m-line and payload types of an offer are the program's picture: one H.264 video. */
export interface ChosenVideo {
  mid: string;
  payloadType: number;
  fmtp: string;
  /** Retransmission payload type, when the offer has one for this codec. */
  rtxPayloadType: number | null;
  feedback: string[];
  hasTransportCc: boolean;
  /** Encodings that will come side by side, each with an SSRC of its own; empty without simulcast. */
  rids: string[];
  ridExtensionId: number | null;
}

export interface ChosenAudio {
  mid: string;
  payloadType: number;
  fmtp: string;
  hasTransportCc: boolean;
}

/** One Opus audio, one H.264 video, or either alone: never neither. */
export interface ChosenMedia {
  video: ChosenVideo | null;
  audio: ChosenAudio | null;
  transportCcExtensionId: number | null;
}

export type ChooseResult =
  { ok: true; chosen: ChosenMedia } | { ok: false; reason: 'no-h264' | 'no-opus' | 'no-track' };

export const TRANSPORT_CC_URI = 'http://www.ietf.org/id/draft-holmer-rmcat-transport-wide-cc-extensions-01';
export const RID_URI = 'urn:ietf:params:rtp-hdrext:sdes:rtp-stream-id';
const FEEDBACK_KEPT = ['nack', 'nack pli', 'ccm fir', 'goog-remb', 'transport-cc'];
/** Constrained baseline first: every platform and every decoder takes it. Chrome's SPS says what it really is. */
const PROFILE_PREFERENCE = ['42e01f', '42001f', '4d001f', '64001f'];

/**
 * @param role - `publish`: the peer must send; `view`: the peer must receive.
 * @returns a refusal also when one of two tracks has no codec of ours: half a program would be a surprise on air.
 */
export function chooseMedia(offer: Offer, role: 'publish' | 'view'): ChooseResult {
  const unwanted = role === 'publish' ? 'recvonly' : 'sendonly';
  const usable = offer.media.filter(
    (media) => media.direction !== unwanted && media.direction !== 'inactive' && !media.isDisabled,
  );
  const videoMedia = usable.find((media) => media.kind === 'video');
  const audioMedia = usable.find((media) => media.kind === 'audio');
  if (videoMedia === undefined && audioMedia === undefined) return { ok: false, reason: 'no-track' };
  const video = videoMedia === undefined ? null : chooseVideo(videoMedia, role);
  if (video === undefined) return { ok: false, reason: 'no-h264' };
  // Feedback covers the whole transport or nothing: without it on video, the sender is told by REMB.
  const leading = video === null ? audioMedia : video.hasTransportCc ? videoMedia : undefined;
  const transportCcId = leading === undefined ? null : extensionId(leading, TRANSPORT_CC_URI);
  const audio = audioMedia === undefined ? null : chooseAudio(audioMedia, transportCcId);
  if (audio === undefined) return { ok: false, reason: 'no-opus' };
  const hasTransportCc = video?.hasTransportCc === true || audio?.hasTransportCc === true;
  return {
    ok: true,
    chosen: { video, audio, transportCcExtensionId: hasTransportCc ? transportCcId : null },
  };
}

/** @returns undefined without an H.264 that we take. */
function chooseVideo(media: OfferMedia, role: 'publish' | 'view'): ChosenVideo | undefined {
  const h264 = chooseH264(media, role);
  if (h264 === undefined) return undefined;
  const rtx = media.codecs.find(
    (codec) => codec.name === 'rtx' && fmtpValue(codec, 'apt') === String(h264.payloadType),
  );
  const ridExtensionId = extensionId(media, RID_URI);
  const isSimulcast = role === 'publish' && media.rids.length > 0 && ridExtensionId !== null;
  return {
    mid: media.mid,
    payloadType: h264.payloadType,
    fmtp: h264.fmtp,
    // Retransmissions of several encodings come under SSRCs that tell no encoding: then on the media's own.
    rtxPayloadType: isSimulcast ? null : (rtx?.payloadType ?? null),
    feedback: h264.feedback.filter((feedback) => FEEDBACK_KEPT.includes(feedback)),
    hasTransportCc: h264.feedback.includes('transport-cc') && extensionId(media, TRANSPORT_CC_URI) !== null,
    rids: isSimulcast ? media.rids : [],
    ridExtensionId: isSimulcast ? ridExtensionId : null,
  };
}

/** @returns undefined without Opus at 48 kHz. */
function chooseAudio(media: OfferMedia, transportCcId: number | null): ChosenAudio | undefined {
  const opus = media.codecs.find((codec) => codec.name === 'opus' && codec.clockRateHz === 48_000);
  if (opus === undefined) return undefined;
  return {
    mid: media.mid,
    payloadType: opus.payloadType,
    fmtp: opus.fmtp,
    hasTransportCc:
      transportCcId !== null &&
      opus.feedback.includes('transport-cc') &&
      extensionId(media, TRANSPORT_CC_URI) === transportCcId,
  };
}

/**
 * Packetization mode 1 before mode 0, then by profile. Mode 0 has no fragments (RFC 6184 §6.2), so its pictures are cut
 * into slices of a packet: fine to receive, but what we send to viewers is fragmented.
 */
function chooseH264(media: OfferMedia, role: 'publish' | 'view'): OfferCodec | undefined {
  const candidates = media.codecs.filter(
    (codec) =>
      codec.name === 'h264' &&
      codec.clockRateHz === 90_000 &&
      PACKETIZATION_MODES[role].includes(packetizationMode(codec)),
  );
  return candidates.sort((a, b) => rank(a) - rank(b))[0];
}

const PACKETIZATION_MODES = { publish: ['1', '0'], view: ['1'] };

/** RFC 6184 §8.1: absent means 0. */
function packetizationMode(codec: OfferCodec): string {
  return fmtpValue(codec, 'packetization-mode') ?? '0';
}

function rank(codec: OfferCodec): number {
  const at = PROFILE_PREFERENCE.indexOf(fmtpValue(codec, 'profile-level-id')?.toLowerCase() ?? '');
  const byProfile = at < 0 ? PROFILE_PREFERENCE.length : at;
  return packetizationMode(codec) === '1' ? byProfile : byProfile + PROFILE_PREFERENCE.length + 1;
}

function extensionId(media: OfferMedia, uri: string): number | null {
  return media.extensions.find((item) => item.uri === uri)?.id ?? null;
}

function fmtpValue(codec: OfferCodec, key: string): string | undefined {
  for (const pair of codec.fmtp.split(';')) {
    const [name, value] = pair.trim().split('=');
    if (name === key) return value?.trim();
  }
  return undefined;
}
