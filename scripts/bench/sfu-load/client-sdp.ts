import { AUDIO, VIDEO, type MediaIds } from './synthetic-media';

/** The offer of a participant that publishes one camera and one microphone or nothing, and receives all others. */
export interface OfferParts {
  transport: { iceUfrag: string; icePwd: string; fingerprint: string };
  publishes: (MediaIds & { videoTrackId: string; audioTrackId: string }) | null;
  version: number;
}

export const MID_EXTENSION_ID = 4;
const MID_URI = 'urn:ietf:params:rtp-hdrext:sdes:mid';
const SCTP_PORT = 5000;

/** Section order never changes and sections are only added, as RFC 8829 §5.2.2 asks: published, data, received. */
export function writeOffer(parts: OfferParts, received: readonly ('audio' | 'video')[]): string {
  const sections: string[][] = [];
  const { publishes } = parts;
  if (publishes !== null) {
    const { audioSsrc, videoSsrc, audioTrackId, videoTrackId } = publishes;
    sections.push(media('audio', { ssrc: audioSsrc, trackId: audioTrackId }));
    sections.push(media('video', { ssrc: videoSsrc, trackId: videoTrackId }));
  }
  sections.push([
    'm=application 9 UDP/DTLS/SCTP webrtc-datachannel',
    'c=IN IP4 0.0.0.0',
    `a=sctp-port:${SCTP_PORT}`,
    'a=max-message-size:262144',
  ]);
  for (const kind of received) sections.push(media(kind, null));
  const { iceUfrag, icePwd, fingerprint } = parts.transport;
  const common = [
    `a=ice-ufrag:${iceUfrag}`,
    `a=ice-pwd:${icePwd}`,
    'a=ice-options:trickle',
    `a=fingerprint:sha-256 ${fingerprint}`,
    'a=setup:actpass',
  ];
  return [
    'v=0',
    `o=- 4711 ${parts.version} IN IP4 127.0.0.1`,
    's=-',
    't=0 0',
    `a=group:BUNDLE ${sections.map((_, index) => index).join(' ')}`,
    'a=extmap-allow-mixed',
    'a=msid-semantic: WMS',
    ...sections.flatMap((lines, index) => [...lines, `a=mid:${index}`, ...common]),
    '',
  ].join('\r\n');
}

function media(kind: 'audio' | 'video', sends: { ssrc: number; trackId: string } | null): string[] {
  const codec =
    kind === 'audio'
      ? [
          `a=rtpmap:${AUDIO.payloadType} opus/48000/2`,
          `a=fmtp:${AUDIO.payloadType} minptime=10;useinbandfec=1`,
        ]
      : [
          `a=rtpmap:${VIDEO.payloadType} VP8/90000`,
          `a=rtcp-fb:${VIDEO.payloadType} nack`,
          `a=rtcp-fb:${VIDEO.payloadType} nack pli`,
        ];
  const payloadType = kind === 'audio' ? AUDIO.payloadType : VIDEO.payloadType;
  return [
    `m=${kind} 9 UDP/TLS/RTP/SAVPF ${payloadType}`,
    'c=IN IP4 0.0.0.0',
    'a=rtcp-mux',
    'a=rtcp-rsize',
    `a=extmap:${MID_EXTENSION_ID} ${MID_URI}`,
    ...codec,
    sends === null ? 'a=recvonly' : 'a=sendonly',
    ...(sends === null
      ? []
      : [
          `a=msid:- ${sends.trackId}`,
          `a=ssrc:${sends.ssrc} cname:load`,
          `a=ssrc:${sends.ssrc} msid:- ${sends.trackId}`,
        ]),
  ];
}

export interface AnswerTransport {
  iceUfrag: string;
  icePwd: string;
  fingerprint: string;
  setup: string;
  candidates: string[];
}

/** @throws Error naming what the answer lacks. */
export function readAnswer(sdp: string): AnswerTransport {
  const read = (name: string): string => {
    const value = new RegExp(`^a=${name}:(.+)$`, 'm').exec(sdp)?.[1]?.trim();
    if (value === undefined) throw new Error(`the answer has no ${name}`);
    return value;
  };
  const candidates = [...sdp.matchAll(/^a=(candidate:.+)$/gm)].map((match) => match[1]!.trim());
  return {
    iceUfrag: read('ice-ufrag'),
    icePwd: read('ice-pwd'),
    fingerprint: read('fingerprint').replace(/^sha-256 /i, ''),
    setup: read('setup'),
    candidates: [...new Set(candidates)],
  };
}

/** The server's half of libdatachannel's own two sections. */
export function pipeAnswer(server: AnswerTransport): string {
  const common = [
    'c=IN IP4 0.0.0.0',
    `a=ice-ufrag:${server.iceUfrag}`,
    `a=ice-pwd:${server.icePwd}`,
    `a=fingerprint:sha-256 ${server.fingerprint}`,
    `a=setup:${server.setup}`,
  ];
  return [
    'v=0',
    'o=- 1 1 IN IP4 127.0.0.1',
    's=-',
    't=0 0',
    'a=group:BUNDLE 0 1',
    `m=video 9 UDP/TLS/RTP/SAVPF ${VIDEO.payloadType}`,
    'a=mid:0',
    'a=sendrecv',
    'a=rtcp-mux',
    `a=rtpmap:${VIDEO.payloadType} VP8/90000`,
    'a=ssrc:1 cname:server',
    ...common,
    'm=application 9 UDP/DTLS/SCTP webrtc-datachannel',
    'a=mid:1',
    `a=sctp-port:${SCTP_PORT}`,
    ...common,
    '',
  ].join('\r\n');
}
