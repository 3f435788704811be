import type { ChosenAudio, ChosenMedia, ChosenVideo } from './choose-media';
import { RID_URI, TRANSPORT_CC_URI } from './choose-media';
import type { Offer, OfferMedia } from './parse-offer';

/** Our side of the transport, as the media pipe reports it. */
export interface AnswerTransport {
  iceUfrag: string;
  icePwd: string;
  fingerprint: string;
  setup: 'active' | 'passive';
  /** Addresses the peer can reach us at; every one becomes a host candidate on `port`. */
  addresses: readonly string[];
  port: number;
}

export interface AnswerOptions {
  role: 'publish' | 'view';
  /** publish: start of the sender's estimate, so that the first seconds are not a blur. */
  startBitrateKbps: number;
  /** view: SSRCs we will send with. */
  videoSsrc: number;
  audioSsrc: number;
}

/**
 * Writes the whole answer ourselves; libdatachannel is only the transport (sfu.md §3).
 * m-lines we do not use are refused with port 0, as RFC 8829 §5.3.1 asks.
 */
export function writeAnswer(
  offer: Offer,
  chosen: ChosenMedia,
  at: { transport: AnswerTransport; options: AnswerOptions },
): string {
  const { transport, options } = at;
  const used = [chosen.video?.mid, chosen.audio?.mid];
  const bundle = offer.media.filter((media) => used.includes(media.mid)).map((media) => media.mid);
  const lines = [
    'v=0',
    'o=- 1 1 IN IP4 127.0.0.1',
    's=-',
    't=0 0',
    `a=group:BUNDLE ${bundle.join(' ')}`,
    'a=extmap-allow-mixed',
    'a=msid-semantic: WMS *',
  ];
  for (const media of offer.media) {
    const { video, audio, transportCcExtensionId } = chosen;
    if (media.mid === video?.mid) lines.push(...videoSection(video, transportCcExtensionId, options));
    else if (media.mid === audio?.mid) lines.push(...audioSection(audio, transportCcExtensionId, options));
    else {
      lines.push(...refusedSection(media));
      continue;
    }
    lines.push(...transportLines(transport, media.mid === bundle[0]));
  }
  return `${lines.join('\r\n')}\r\n`;
}

function videoSection(
  video: ChosenVideo,
  transportCcExtensionId: number | null,
  options: AnswerOptions,
): string[] {
  const payloadType = video.payloadType;
  const usesRtx = options.role === 'publish' && video.rtxPayloadType !== null;
  const startBitrate =
    options.role === 'publish' ? [`x-google-start-bitrate=${options.startBitrateKbps}`] : [];
  const fmtp = [...(video.fmtp === '' ? [] : [video.fmtp]), ...startBitrate].join(';');
  const feedback =
    options.role === 'publish'
      ? video.feedback
      : [
          ...video.feedback.filter((item) => item !== 'transport-cc' && item !== 'goog-remb'),
          // WE7: libwebrtc then tells its reference time, though it does not offer to.
          'rrtr',
        ];
  return [
    `m=video 9 UDP/TLS/RTP/SAVPF ${payloadType}${usesRtx ? ` ${video.rtxPayloadType}` : ''}`,
    'c=IN IP4 0.0.0.0',
    `a=mid:${video.mid}`,
    ...directionLines(options, { ssrc: options.videoSsrc, track: 'video' }),
    `a=rtpmap:${payloadType} H264/90000`,
    ...(fmtp === '' ? [] : [`a=fmtp:${payloadType} ${fmtp}`]),
    ...feedback.map((item) => `a=rtcp-fb:${payloadType} ${item}`),
    ...(usesRtx
      ? [`a=rtpmap:${video.rtxPayloadType} rtx/90000`, `a=fmtp:${video.rtxPayloadType} apt=${payloadType}`]
      : []),
    ...extensionLines(options, video.hasTransportCc ? transportCcExtensionId : null),
    ...simulcastLines(video),
  ];
}

/**
 * Every encoding is taken, and the publisher session keeps the largest: which one that is, the offer does not tell, and
 * a sender whose simulcast is refused falls back to its first, often a quarter of the picture.
 */
function simulcastLines({ rids, ridExtensionId }: ChosenVideo): string[] {
  if (rids.length === 0) return [];
  return [
    `a=extmap:${ridExtensionId} ${RID_URI}`,
    ...rids.map((rid) => `a=rid:${rid} recv`),
    `a=simulcast:recv ${rids.join(';')}`,
  ];
}

function audioSection(
  audio: ChosenAudio,
  transportCcExtensionId: number | null,
  options: AnswerOptions,
): string[] {
  return [
    `m=audio 9 UDP/TLS/RTP/SAVPF ${audio.payloadType}`,
    'c=IN IP4 0.0.0.0',
    `a=mid:${audio.mid}`,
    ...directionLines(options, { ssrc: options.audioSsrc, track: 'audio' }),
    `a=rtpmap:${audio.payloadType} opus/48000/2`,
    // stereo: the program is a stereo mix; in-band FEC stays as offered. 128 kbit/s is what platforms recommend.
    `a=fmtp:${audio.payloadType} minptime=10;useinbandfec=1;stereo=1;sprop-stereo=1;maxaveragebitrate=128000`,
    ...(audio.hasTransportCc && options.role === 'publish'
      ? [`a=rtcp-fb:${audio.payloadType} transport-cc`]
      : []),
    ...extensionLines(options, audio.hasTransportCc ? transportCcExtensionId : null),
  ];
}

function directionLines(options: AnswerOptions, send: { ssrc: number; track: string }): string[] {
  if (options.role === 'publish') return ['a=recvonly'];
  return [
    'a=sendonly',
    `a=msid:program ${send.track}`,
    `a=ssrc:${send.ssrc} cname:stream-buddy`,
    `a=ssrc:${send.ssrc} msid:program ${send.track}`,
  ];
}

function extensionLines(options: AnswerOptions, id: number | null): string[] {
  return options.role === 'publish' && id !== null ? [`a=extmap:${id} ${TRANSPORT_CC_URI}`] : [];
}

function refusedSection(media: OfferMedia): string[] {
  const kind = media.kind === 'other' ? 'application' : media.kind;
  return [
    `m=${kind} 0 ${media.protocol} ${media.formats[0] ?? '0'}`,
    'c=IN IP4 0.0.0.0',
    `a=mid:${media.mid}`,
    'a=inactive',
  ];
}

function transportLines(transport: AnswerTransport, hasCandidates: boolean): string[] {
  return [
    'a=rtcp-mux',
    'a=rtcp-rsize',
    `a=ice-ufrag:${transport.iceUfrag}`,
    `a=ice-pwd:${transport.icePwd}`,
    `a=fingerprint:sha-256 ${transport.fingerprint}`,
    `a=setup:${transport.setup}`,
    ...(hasCandidates ? candidateLines(transport) : []),
  ];
}

function candidateLines({ addresses, port }: AnswerTransport): string[] {
  const lines = addresses.map((address, index) => {
    // RFC 8445 §5.1.2.1: type preference 126 for host, local preference falls along the list.
    const priority = 126 * 2 ** 24 + (65_535 - index) * 2 ** 8 + 255;
    return `a=candidate:${index + 1} 1 UDP ${priority} ${address} ${port} typ host`;
  });
  return [...lines, 'a=end-of-candidates'];
}
