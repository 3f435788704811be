import type { Offer, OfferCodec, OfferMedia } from './parse-offer';

/** Which m-lines and payload types of an offer the program uses: one H.264 video, one Opus audio. */
export interface ChosenVideo {
  mid: string;
  payloadType: number;
  fmtp: string;
  /** Retransmission payload type, when the offer has one for this codec. */
  rtxPayloadType: number | null;
  feedback: string[];
  hasTransportCc: boolean;
}

export interface ChosenAudio {
  mid: string;
  payloadType: number;
  fmtp: string;
  hasTransportCc: boolean;
}

export interface ChosenMedia {
  video: ChosenVideo;
  audio: ChosenAudio;
  transportCcExtensionId: number | null;
}

export type ChooseResult =
  { ok: true; chosen: ChosenMedia } | { ok: false; reason: 'no-h264' | 'no-opus' | 'no-video' | 'no-audio' };

export const TRANSPORT_CC_URI = 'http://www.ietf.org/id/draft-holmer-rmcat-transport-wide-cc-extensions-01';
const FEEDBACK_KEPT = ['nack', 'nack pli', 'ccm fir', 'goog-remb', 'transport-cc'];
/** Constrained baseline first: every platform and every decoder takes it. Chrome's SPS says what it really is. */
const PROFILE_PREFERENCE = ['42e01f', '42001f', '4d001f', '64001f'];

/** @param role - `publish`: the peer must send; `view`: the peer must receive. */
export function chooseMedia(offer: Offer, role: 'publish' | 'view'): ChooseResult {
  const unwanted = role === 'publish' ? 'recvonly' : 'sendonly';
  const usable = offer.media.filter((media) => media.direction !== unwanted && media.direction !== 'inactive');
  const videoMedia = usable.find((media) => media.kind === 'video');
  const audioMedia = usable.find((media) => media.kind === 'audio');
  if (videoMedia === undefined) return { ok: false, reason: 'no-video' };
  if (audioMedia === undefined) return { ok: false, reason: 'no-audio' };
  const h264 = chooseH264(videoMedia);
  if (h264 === undefined) return { ok: false, reason: 'no-h264' };
  const opus = audioMedia.codecs.find((codec) => codec.name === 'opus' && codec.clockRateHz === 48_000);
  if (opus === undefined) return { ok: false, reason: 'no-opus' };

  const rtx = videoMedia.codecs.find((codec) => codec.name === 'rtx' && fmtpValue(codec, 'apt') === String(h264.payloadType));
  const extension = videoMedia.extensions.find((item) => item.uri === TRANSPORT_CC_URI);
  const isCcOnAudio = audioMedia.extensions.some((item) => item.uri === TRANSPORT_CC_URI && item.id === extension?.id);
  return {
    ok: true,
    chosen: {
      video: {
        mid: videoMedia.mid,
        payloadType: h264.payloadType,
        fmtp: h264.fmtp,
        rtxPayloadType: rtx?.payloadType ?? null,
        feedback: h264.feedback.filter((feedback) => FEEDBACK_KEPT.includes(feedback)),
        hasTransportCc: extension !== undefined && h264.feedback.includes('transport-cc'),
      },
      audio: { mid: audioMedia.mid, payloadType: opus.payloadType, fmtp: opus.fmtp, hasTransportCc: isCcOnAudio },
      transportCcExtensionId: extension?.id ?? null,
    },
  };
}

/** Packetization mode 1 only: mode 0 has no fragments, so no encoder can send a picture of 720 lines with it. */
function chooseH264(media: OfferMedia): OfferCodec | undefined {
  const candidates = media.codecs.filter(
    (codec) => codec.name === 'h264' && codec.clockRateHz === 90_000 && fmtpValue(codec, 'packetization-mode') === '1',
  );
  return candidates.sort((a, b) => rank(a) - rank(b))[0];
}

function rank(codec: OfferCodec): number {
  const at = PROFILE_PREFERENCE.indexOf(fmtpValue(codec, 'profile-level-id')?.toLowerCase() ?? '');
  return at < 0 ? PROFILE_PREFERENCE.length : at;
}

function fmtpValue(codec: OfferCodec, key: string): string | undefined {
  for (const pair of codec.fmtp.split(';')) {
    const [name, value] = pair.trim().split('=');
    if (name === key) return value?.trim();
  }
  return undefined;
}
