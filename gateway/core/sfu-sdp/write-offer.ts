import { EXTENSION, type ExtensionName } from './extensions';
import { writeSending, type AnswerTransport, type SectionPlan } from './write-answer';

/** A section of an offer of ours. They keep their order for ever; the place of a stopped one is used again (RFC 8829 §5.2.2). */
export interface OfferedSection {
  mid: string;
  kind: 'audio' | 'video';
  plan: Extract<SectionPlan, { use: 'send' }> | { use: 'stopped' };
}

/** Section of the data channels; the first, so that there is one from the first offer on. */
export const DATA_MID = 'data';

/**
 * Writes an offer of what a subscriber is sent (signalling v0). Without candidates: they are told after the answer.
 * Payload types and extension ids are ours to choose and the same in every section of the bundle. Pure.
 */
export function writeOffer(
  sections: readonly OfferedSection[],
  transport: Omit<AnswerTransport, 'candidates'>,
  version: number,
): string {
  const shared = [
    'c=IN IP4 0.0.0.0',
    `a=ice-ufrag:${transport.iceUfrag}`,
    `a=ice-pwd:${transport.icePwd}`,
    'a=ice-options:trickle',
    `a=fingerprint:${transport.fingerprint}`,
    `a=setup:${transport.setup}`,
  ];
  const used = sections.filter(({ plan }) => plan.use === 'send');
  const lines = [
    'v=0',
    `o=- 7310958426 ${version} IN IP4 127.0.0.1`,
    's=-',
    't=0 0',
    `a=group:BUNDLE ${[DATA_MID, ...used.map(({ mid }) => mid)].join(' ')}`,
    'a=extmap-allow-mixed',
    'a=msid-semantic: WMS *',
    'm=application 9 UDP/DTLS/SCTP webrtc-datachannel',
    ...shared,
    `a=mid:${DATA_MID}`,
    'a=sctp-port:5000',
    'a=max-message-size:65536',
    ...sections.flatMap(({ mid, kind, plan }) => [
      `m=${kind} ${plan.use === 'send' ? 9 : 0} UDP/TLS/RTP/SAVPF ${kind === 'audio' ? '111' : '96 97 98 99'}`,
      ...(plan.use === 'send' ? shared : ['c=IN IP4 0.0.0.0']),
      `a=mid:${mid}`,
      'a=rtcp-mux',
      'a=rtcp-rsize',
      ...OFFERED_EXTENSIONS.map(([id, name]) => `a=extmap:${id} ${EXTENSION[name]}`),
      ...(kind === 'audio' ? AUDIO_LINES : VIDEO_LINES),
      ...(plan.use === 'send' ? writeSending(plan) : ['a=inactive']),
    ]),
  ];
  return lines.join('\r\n') + '\r\n';
}

const OFFERED_EXTENSIONS: readonly (readonly [number, ExtensionName])[] = [
  [3, 'absSendTime'],
  [5, 'transportCc'],
  [8, 'colorSpace'],
];
const AUDIO_LINES = [
  'a=rtpmap:111 opus/48000/2',
  'a=fmtp:111 minptime=10;useinbandfec=1;stereo=1',
  'a=rtcp-fb:111 transport-cc',
  'a=rtcp-fb:111 nack',
];
const VIDEO_LINES = [
  'a=rtpmap:96 VP8/90000',
  ...feedback(96),
  'a=rtpmap:97 rtx/90000',
  'a=fmtp:97 apt=96',
  'a=rtpmap:98 H264/90000',
  'a=fmtp:98 level-asymmetry-allowed=1;packetization-mode=1;profile-level-id=42e01f',
  ...feedback(98),
  'a=rtpmap:99 rtx/90000',
  'a=fmtp:99 apt=98',
];

function feedback(payloadType: number): string[] {
  return ['transport-cc', 'goog-remb', 'ccm fir', 'nack', 'nack pli'].map(
    (kind) => `a=rtcp-fb:${payloadType} ${kind}`,
  );
}
