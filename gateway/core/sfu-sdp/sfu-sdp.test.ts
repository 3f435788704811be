import { describe, expect, it } from 'vitest';
import { chooseCodecs } from './choose-codecs';
import { extensionIds } from './extensions';
import { isUsableCandidate } from '../ice/usable-candidate';
import { parseOffer, type MediaSection, type Offer } from './parse-offer';
import { writeAnswer, type SectionPlan } from './write-answer';

const FINGERPRINT = `sha-256 ${Array.from({ length: 32 }, () => 'AB').join(':')}`;
const session = [
  'v=0',
  'o=- 1 2 IN IP4 127.0.0.1',
  's=-',
  't=0 0',
  'a=group:BUNDLE 0 1 2',
  'a=ice-ufrag:abcd',
  'a=ice-pwd:0123456789012345678901',
  `a=fingerprint:${FINGERPRINT}`,
  'a=setup:actpass',
];
const audio = [
  'm=audio 9 UDP/TLS/RTP/SAVPF 111 63',
  'a=mid:0',
  'a=sendonly',
  'a=msid:- mic-track',
  'a=extmap:1 urn:ietf:params:rtp-hdrext:ssrc-audio-level',
  'a=extmap:4 urn:ietf:params:rtp-hdrext:sdes:mid',
  'a=rtpmap:111 opus/48000/2',
  'a=rtcp-fb:111 transport-cc',
  'a=fmtp:111 minptime=10',
  'a=rtpmap:63 red/48000/2',
  'a=ssrc:1234 cname:x',
];
const video = [
  'm=video 9 UDP/TLS/RTP/SAVPF 96 97 39 40 108 109',
  'a=mid:1',
  'a=sendonly',
  'a=msid:- cam-track',
  'a=extmap:4 urn:ietf:params:rtp-hdrext:sdes:mid',
  'a=extmap:10 urn:ietf:params:rtp-hdrext:sdes:rtp-stream-id',
  'a=extmap:13 urn:3gpp:video-orientation',
  'a=rtpmap:96 VP8/90000',
  'a=rtcp-fb:96 nack',
  'a=rtcp-fb:96 ccm fir',
  'a=rtcp-fb:96 rrtr',
  'a=rtpmap:97 rtx/90000',
  'a=fmtp:97 apt=96',
  'a=rtpmap:39 H264/90000',
  'a=fmtp:39 level-asymmetry-allowed=1;packetization-mode=0;profile-level-id=42e01f',
  'a=rtpmap:40 rtx/90000',
  'a=fmtp:40 apt=39',
  'a=rtpmap:108 H264/90000',
  'a=fmtp:108 level-asymmetry-allowed=1;packetization-mode=1;profile-level-id=42e01f',
  'a=rtpmap:109 rtx/90000',
  'a=fmtp:109 apt=108',
  'a=rid:q send',
  'a=rid:h send',
  'a=rid:f send',
  'a=simulcast:send q;h;f',
];
const data = ['m=application 9 UDP/DTLS/SCTP webrtc-datachannel', 'a=mid:2', 'a=sctp-port:5000'];
const lines = [...session, ...audio, ...video, ...data];
const sdp = (edited: readonly string[] = lines): string => edited.join('\r\n') + '\r\n';
const replaced = (from: string, to: string): string => sdp(lines.map((line) => (line === from ? to : line)));
const parse = (text: string): Offer => {
  const offer = parseOffer(text);
  if (typeof offer === 'string') throw new Error(offer);
  return offer;
};

describe('parseOffer', () => {
  it('reads what the SFU needs', () => {
    const offer = parse(sdp());
    expect(offer.transport).toEqual({
      iceUfrag: 'abcd',
      icePwd: '0123456789012345678901',
      fingerprint: FINGERPRINT,
      setup: 'actpass',
      sctpPort: 5000,
      candidates: [],
    });
    expect(offer.sections.map((section) => [section.kind, section.mid])).toEqual([
      ['audio', '0'],
      ['video', '1'],
      ['application', '2'],
    ]);
    const [microphone, camera] = offer.sections as MediaSection[];
    expect(microphone).toMatchObject({
      direction: 'sendonly',
      msidTrack: 'mic-track',
      sendRids: [],
      ssrcs: [{ ssrc: 1234, rtxSsrc: null }],
    });
    expect(camera).toMatchObject({ msidTrack: 'cam-track', sendRids: ['q', 'h', 'f'] });
    expect(
      chooseCodecs(camera!).map(({ name, payloadType, rtxPayloadType }) => [
        name,
        payloadType,
        rtxPayloadType,
      ]),
    ).toEqual([
      ['vp8', 96, 97],
      ['h264', 108, 109],
    ]);
    expect(extensionIds([microphone!, camera!])).toEqual({
      mid: 4,
      rid: 10,
      repairedRid: 0,
      absSendTime: 0,
      transportCc: 0,
      audioLevel: 1,
      colorSpace: 0,
    });
  });

  it.each<[string, string, string]>([
    ['nothing', '', 'not-sdp'],
    ['not SDP', 'GET / HTTP/1.1', 'not-sdp'],
    ['half a megabyte', `v=0\r\n${'a=x\r\n'.repeat(120_000)}`, 'too-long'],
    ['a line of 5000', replaced('a=setup:actpass', `a=${'x'.repeat(5_000)}`), 'bad-line'],
    ['a line that is none', replaced('a=setup:actpass', 'hello'), 'bad-line'],
    ['a stray carriage return', replaced('a=msid:- mic-track', 'a=msid:- x\ra=y'), 'bad-line'],
    ['a NUL', replaced('a=msid:- mic-track', 'a=msid:- \0'), 'bad-line'],
    ['no sections', sdp(session), 'no-sections'],
    [
      '300 sections',
      sdp([...session, ...Array.from({ length: 300 }, (_, mid) => ['m=audio 9 X 0', `a=mid:${mid}`]).flat()]),
      'too-many-sections',
    ],
    ['a section of nonsense', replaced(audio[0]!, 'm=smell 9 UDP/TLS/RTP/SAVPF 111'), 'bad-section'],
    ['a section without mid', sdp(lines.filter((line) => line !== 'a=mid:0')), 'bad-mid'],
    ['the same mid twice', replaced('a=mid:1', 'a=mid:0'), 'bad-mid'],
    ['a mid that breaks out', replaced('a=mid:1', 'a=mid:1 evil'), 'bad-mid'],
    ['payload type 200', replaced(audio[0]!, 'm=audio 9 UDP/TLS/RTP/SAVPF 200'), 'bad-codec'],
    [
      '100 payload types',
      replaced(audio[0]!, `m=audio 9 UDP/TLS/RTP/SAVPF ${'1 '.repeat(99)}1`),
      'bad-codec',
    ],
    ['extension id 0', replaced(audio[4]!, 'a=extmap:0 urn:x'), 'bad-extension'],
    ['one id for two extensions', replaced(audio[4]!, 'a=extmap:4 urn:x'), 'bad-extension'],
    ['four layers', replaced('a=simulcast:send q;h;f', 'a=simulcast:send q;h;f;g'), 'bad-simulcast'],
    ['the same layer twice', replaced('a=simulcast:send q;h;f', 'a=simulcast:send q;q'), 'bad-simulcast'],
    ['a layer that breaks out', replaced('a=simulcast:send q;h;f', 'a=simulcast:send q$'), 'bad-simulcast'],
    ['no fingerprint', sdp(lines.filter((line) => !line.startsWith('a=fingerprint'))), 'no-transport'],
    [
      'a fingerprint of nonsense',
      replaced(`a=fingerprint:${FINGERPRINT}`, 'a=fingerprint:sha-256 zz'),
      'bad-transport',
    ],
    ['a digest too short for its hash', sdp().replaceAll('sha-256', 'sha-512'), 'bad-transport'],
    ['a digest too long for its hash', sdp().replaceAll('sha-256', 'sha-1'), 'bad-transport'],
    ['an ICE name of nonsense', replaced('a=ice-ufrag:abcd', 'a=ice-ufrag:a b'), 'bad-transport'],
    ['a setup of nonsense', replaced('a=setup:actpass', 'a=setup:holdconn'), 'bad-transport'],
    ['an SCTP port of nonsense', replaced('a=sctp-port:5000', 'a=sctp-port:99999'), 'bad-transport'],
  ])('refuses %s', (_name, text, code) => expect(parseOffer(text)).toBe(code));

  it('answers with a value whatever bytes are changed', () => {
    const text = sdp();
    let state = 99;
    const random = (limit: number): number => {
      state = (state * 1_103_515_245 + 12_345) & 0x7fffffff;
      return state % limit;
    };
    for (let round = 0; round < 1_000; round++) {
      const at = random(text.length);
      const changed = text.slice(0, at) + String.fromCharCode(random(256)) + text.slice(at + random(40));
      const offer = parseOffer(changed);
      if (typeof offer !== 'string')
        expect(writeAnswer(offer, transport, { version: 1, plans: new Map() })).toContain('v=0');
    }
  });
});

describe('isUsableCandidate', () => {
  it.each<[string, boolean]>([
    [
      'candidate:1 1 udp 2113937151 192.168.1.4 51000 typ host generation 0 ufrag abcd network-cost 999',
      true,
    ],
    ['candidate:1 1 UDP 1 fe80::1 5 typ srflx raddr 0.0.0.0 rport 0', true],
    ['candidate:1 1 udp 2113937151 7c0f6a2e-aaaa.local 51000 typ host', false],
    ['candidate:1 1 tcp 1518280447 192.168.1.4 9 typ host tcptype active', false],
    ['candidate:1 1 udp 1 1.2.3.4 5 typ host\r\na=evil', false],
    ['', false],
  ])('%s', (candidate, expected) => expect(isUsableCandidate(candidate)).toBe(expected));
});

const transport = {
  iceUfrag: 'srv1',
  icePwd: 'p'.repeat(22),
  fingerprint: FINGERPRINT,
  setup: 'active',
  candidates: ['candidate:1 1 UDP 1 127.0.0.1 7882 typ host'],
};

describe('writeAnswer', () => {
  const section = (answer: string, mid: string): string[] =>
    answer
      .split('m=')
      .map((block) => `m=${block}`.split('\r\n'))
      .find((block) => block.includes(`a=mid:${mid}`)) ?? [];

  it('receives simulcast with the rid extensions, and only feedback that is implemented', () => {
    const answer = writeAnswer(parse(sdp()), transport, {
      version: 3,
      plans: new Map([['1', { use: 'receive' }]]),
    });
    const camera = section(answer, '1');
    expect(camera[0]).toBe('m=video 9 UDP/TLS/RTP/SAVPF 96 97 108 109');
    expect(camera).toEqual(
      expect.arrayContaining([
        'a=recvonly',
        'a=rid:q recv',
        'a=simulcast:recv q;h;f',
        'a=rtcp-fb:96 nack',
        'a=rtcp-fb:96 ccm fir',
        'a=extmap:10 urn:ietf:params:rtp-hdrext:sdes:rtp-stream-id',
      ]),
    );
    expect(camera.join('\n')).not.toMatch(/rrtr|video-orientation/);
    expect(answer).toContain('a=group:BUNDLE 0 1 2\r\n');
    expect(section(answer, '0')).toEqual(
      expect.arrayContaining(['a=inactive', 'a=candidate:1 1 UDP 1 127.0.0.1 7882 typ host']),
    );
  });

  it('sends with the msid, SSRCs and RTX group that make the browser report the track', () => {
    const plan: SectionPlan = {
      use: 'send',
      streamId: 'PA_a|camera',
      trackId: 'TR_v',
      ssrc: 11,
      rtxSsrc: 12,
      cname: 'PA_a',
    };
    const answer = writeAnswer(parse(replaced('a=mid:1', 'a=mid:v1')), transport, {
      version: 1,
      plans: new Map([['v1', plan]]),
    });
    expect(section(answer, 'v1')).toEqual(
      expect.arrayContaining([
        'a=sendonly',
        'a=msid:PA_a|camera TR_v',
        'a=ssrc-group:FID 11 12',
        'a=ssrc:11 cname:PA_a',
      ]),
    );
  });

  it('refuses a section without a common codec, and rejected ones, alone', () => {
    const offer = parse(
      sdp([
        ...session,
        'm=video 9 UDP/TLS/RTP/SAVPF 45',
        'a=mid:0',
        'a=rtpmap:45 AV1/90000',
        'm=audio 0 UDP/TLS/RTP/SAVPF 111',
        'a=mid:1',
        ...data,
      ]),
    );
    const answer = writeAnswer(offer, transport, { version: 1, plans: new Map() });
    expect(section(answer, '0')[0]).toBe('m=video 0 UDP/TLS/RTP/SAVPF 0');
    expect(section(answer, '1')[0]).toBe('m=audio 0 UDP/TLS/RTP/SAVPF 111');
    expect(answer).toContain('a=group:BUNDLE 0 2\r\n');
  });
});
