import type { ChosenMedia } from '../whip-sdp/choose-media';

/** Our half of the transport, as the calling pipe reports it. */
export interface CallerTransport {
  iceUfrag: string;
  icePwd: string;
  /** sha-256, upper case, with colons. */
  fingerprint: string;
}

/**
 * What we ask a WHEP server for. The answerer sends with our payload types (RFC 3264 §6.1), so they are known ahead.
 * Constrained baseline names any H.264 here, as in MediaMTX's own answers: the parameter sets say what it really is.
 */
export const PULLED_MEDIA = {
  video: {
    mid: '0',
    payloadType: 96,
    fmtp: 'level-asymmetry-allowed=1;packetization-mode=1;profile-level-id=42e01f',
    rtxPayloadType: 97,
    feedback: ['nack', 'nack pli'],
    // Bandwidth is the server's affair: between two servers there is enough, or the program cannot be carried at all.
    hasTransportCc: false,
    rids: [],
    ridExtensionId: null,
  },
  audio: { mid: '1', payloadType: 111, fmtp: 'minptime=10;useinbandfec=1;stereo=1', hasTransportCc: false },
  transportCcExtensionId: null,
} satisfies ChosenMedia;

/**
 * The offer of a WHEP reader for one H.264 video and one Opus audio. Without candidates: the server learns our address
 * from our own checks, which begin when its answer, and with it its fingerprint, is known.
 */
export function writeWhepOffer(transport: CallerTransport): string {
  const { video, audio } = PULLED_MEDIA;
  const common = [
    'c=IN IP4 0.0.0.0',
    'a=recvonly',
    'a=rtcp-mux',
    'a=rtcp-rsize',
    `a=ice-ufrag:${transport.iceUfrag}`,
    `a=ice-pwd:${transport.icePwd}`,
    'a=ice-options:trickle',
    `a=fingerprint:sha-256 ${transport.fingerprint}`,
    'a=setup:actpass',
  ];
  return [
    'v=0',
    'o=- 1 1 IN IP4 127.0.0.1',
    's=-',
    't=0 0',
    `a=group:BUNDLE ${video.mid} ${audio.mid}`,
    'a=msid-semantic: WMS *',
    `m=video 9 UDP/TLS/RTP/SAVPF ${video.payloadType} ${video.rtxPayloadType}`,
    `a=mid:${video.mid}`,
    ...common,
    `a=rtpmap:${video.payloadType} H264/90000`,
    `a=fmtp:${video.payloadType} ${video.fmtp}`,
    ...video.feedback.map((item) => `a=rtcp-fb:${video.payloadType} ${item}`),
    `a=rtpmap:${video.rtxPayloadType} rtx/90000`,
    `a=fmtp:${video.rtxPayloadType} apt=${video.payloadType}`,
    `m=audio 9 UDP/TLS/RTP/SAVPF ${audio.payloadType}`,
    `a=mid:${audio.mid}`,
    ...common,
    `a=rtpmap:${audio.payloadType} opus/48000/2`,
    `a=fmtp:${audio.payloadType} ${audio.fmtp}`,
    '',
  ].join('\r\n');
}
