/** Offers as browsers and rtc-node write them, shortened to one section of each kind and its codecs. */
const FINGERPRINT = `sha-256 ${Array.from({ length: 32 }, () => 'AB').join(':')}`;
const TRANSPORT_CC = 'http://www.ietf.org/id/draft-holmer-rmcat-transport-wide-cc-extensions-01';

const session = (mids: string): string[] => [
  'v=0',
  'o=- 46117 2 IN IP4 127.0.0.1',
  's=-',
  't=0 0',
  `a=group:BUNDLE ${mids}`,
  'a=extmap-allow-mixed',
  'a=msid-semantic: WMS *',
];
const transport = [
  'c=IN IP4 0.0.0.0',
  'a=candidate:1 1 udp 2113937151 192.168.1.7 50000 typ host generation 0 network-cost 999',
  'a=candidate:2 1 udp 2113939711 5bf1f1ab-4f3a-4d5b-9d5c-0a3f0f4f0d6b.local 50001 typ host',
  'a=candidate:3 1 tcp 1518280447 2001:db8::7 9 typ host tcptype active',
  'a=ice-ufrag:Ab+/',
  'a=ice-pwd:0123456789abcdefghijklmn',
  'a=ice-options:trickle',
  `a=fingerprint:${FINGERPRINT}`,
  'a=setup:actpass',
];
const video = [
  'm=video 9 UDP/TLS/RTP/SAVPF 96 97 103 104 108 109',
  ...transport,
  'a=mid:0',
  'a=extmap:2 http://www.webrtc.org/experiments/rtp-hdrext/abs-send-time',
  `a=extmap:3 ${TRANSPORT_CC}`,
  'a=extmap:4 urn:ietf:params:rtp-hdrext:sdes:mid',
  'a=extmap:10 urn:ietf:params:rtp-hdrext:sdes:rtp-stream-id',
  'a=extmap:11 urn:ietf:params:rtp-hdrext:sdes:repaired-rtp-stream-id',
  'a=sendonly',
  'a=msid:- cam-track',
  'a=rtcp-mux',
  'a=rtcp-rsize',
  'a=rtpmap:96 VP8/90000',
  'a=rtcp-fb:96 nack pli',
  'a=rtcp-fb:96 transport-cc',
  'a=rtpmap:97 rtx/90000',
  'a=fmtp:97 apt=96',
  'a=rtpmap:103 H264/90000',
  'a=fmtp:103 level-asymmetry-allowed=1;packetization-mode=1;profile-level-id=42001f',
  'a=rtpmap:104 rtx/90000',
  'a=fmtp:104 apt=103',
  'a=rtpmap:108 H264/90000',
  'a=rtcp-fb:108 goog-remb',
  'a=rtcp-fb:108 transport-cc',
  'a=rtcp-fb:108 ccm fir',
  'a=rtcp-fb:108 nack',
  'a=fmtp:108 level-asymmetry-allowed=1;packetization-mode=1;profile-level-id=42e01f',
  'a=rtpmap:109 rtx/90000',
  'a=fmtp:109 apt=108',
  'a=ssrc-group:FID 1111 2222',
  'a=ssrc:1111 cname:x',
  'a=ssrc:2222 cname:x',
];
const audio = [
  'm=audio 9 UDP/TLS/RTP/SAVPF 111 63',
  ...transport.filter((line) => !line.startsWith('a=candidate')),
  'a=mid:1',
  'a=extmap:1 urn:ietf:params:rtp-hdrext:ssrc-audio-level',
  `a=extmap:3 ${TRANSPORT_CC}`,
  'a=sendonly',
  'a=msid:- mic-track',
  'a=rtpmap:111 opus/48000/2',
  'a=rtcp-fb:111 transport-cc',
  'a=fmtp:111 minptime=10;useinbandfec=1',
  'a=rtpmap:63 red/48000/2',
];
const data = [
  'm=application 9 UDP/DTLS/SCTP webrtc-datachannel',
  ...transport,
  'a=mid:2',
  'a=sctp-port:5000',
];
const simulcast = ['a=rid:q send', 'a=rid:h send', 'a=rid:f send', 'a=simulcast:send q;h;f'];
const stopped = ['m=video 0 UDP/TLS/RTP/SAVPF 96', 'c=IN IP4 0.0.0.0', 'a=mid:3', 'a=inactive'];

const text = (...sections: string[][]): string => `${sections.flat().join('\r\n')}\r\n`;

export const PUBLISHER_OFFER = text(session('0 1'), video, audio);
export const VIEWER_OFFER = PUBLISHER_OFFER.replaceAll('a=sendonly', 'a=recvonly');
export const GUEST_OFFER = text(session('0 1 2'), [...video, ...simulcast], audio, data, stopped);

export const OFFERS: readonly string[] = [
  PUBLISHER_OFFER,
  VIEWER_OFFER,
  GUEST_OFFER,
  GUEST_OFFER.replaceAll('\r\n', '\n'),
  GUEST_OFFER.replace('sha-256', 'sha-1'),
  GUEST_OFFER.replace('a=setup:actpass', 'a=setup:holdconn'),
  text(session('0'), video),
  text(session(''), data),
  text(session('0 1')),
  PUBLISHER_OFFER + 'm=audio 9 UDP/TLS/RTP/SAVPF 0\r\n'.repeat(300),
  `v=0\r\n${'\r\n'.repeat(3000)}`,
  '<html>',
  '',
];

export const SDP_WORDS: readonly string[] = [
  'a=mid:0\r\n',
  'a=mid:1\r\n',
  'm=video 9 UDP/TLS/RTP/SAVPF 96\r\n',
  'm=video 0 UDP/TLS/RTP/SAVPF 96\r\n',
  'm=application 9 UDP/DTLS/SCTP webrtc-datachannel\r\n',
  'a=bundle-only\r\n',
  'a=group:BUNDLE 0 0 1\r\n',
  'a=inactive\r\n',
  'a=simulcast:send q;~h,x;f\r\n',
  'a=rtpmap:96 H264/90000\r\n',
  'a=rtpmap:127 opus/48000/2\r\n',
  'a=fmtp:96 packetization-mode=1;profile-level-id=42e01f\r\n',
  'a=fingerprint:sha-512 AB\r\n',
  'a=rtcp-fb:* nack\r\n',
  'sha-1',
  'sha-384',
  'packetization-mode=1',
  'apt=96',
];

/** What every text we write must be: lines of SDP that no stranger's letter has broken. */
export function isCleanSdp(sdp: string): boolean {
  return (
    sdp.endsWith('\r\n') &&
    sdp
      .slice(0, -2)
      .split('\r\n')
      .every((line) => /^[a-z]=[^\r\n\0]*$/.test(line))
  );
}

export const sectionsOf = (sdp: string): string[] =>
  sdp.split('\r\n').filter((line) => line.startsWith('m='));
