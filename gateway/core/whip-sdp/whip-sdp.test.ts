import { describe, expect, it } from 'vitest';
import { chooseMedia } from './choose-media';
import { parseOffer } from './parse-offer';
import { parseTrickle } from './trickle';
import { writeAnswer } from './write-answer';

const FINGERPRINT = Array.from({ length: 32 }, () => 'AB').join(':');
/** The parts of a Chromium 156 offer that matter, in its order. */
const CHROME = [
  'v=0',
  'o=- 46117 2 IN IP4 127.0.0.1',
  's=-',
  't=0 0',
  'a=group:BUNDLE 0 1',
  'a=extmap-allow-mixed',
  'm=video 9 UDP/TLS/RTP/SAVPF 103 104 108 109 96',
  'c=IN IP4 0.0.0.0',
  'a=candidate:1 1 udp 2113937151 127.0.0.1 50000 typ host',
  'a=ice-ufrag:Ab+/',
  'a=ice-pwd:0123456789abcdefghijklmn',
  `a=fingerprint:sha-256 ${FINGERPRINT}`,
  'a=setup:actpass',
  'a=mid:0',
  'a=extmap:3 http://www.ietf.org/id/draft-holmer-rmcat-transport-wide-cc-extensions-01',
  'a=sendonly',
  'a=rtcp-mux',
  'a=rtpmap:103 H264/90000',
  'a=rtcp-fb:103 nack',
  'a=fmtp:103 level-asymmetry-allowed=1;packetization-mode=1;profile-level-id=42001f',
  'a=rtpmap:104 rtx/90000',
  'a=fmtp:104 apt=103',
  'a=rtpmap:108 H264/90000',
  'a=rtcp-fb:108 goog-remb',
  'a=rtcp-fb:108 transport-cc',
  'a=rtcp-fb:108 ccm fir',
  'a=rtcp-fb:108 nack',
  'a=rtcp-fb:108 nack pli',
  'a=fmtp:108 level-asymmetry-allowed=1;packetization-mode=1;profile-level-id=42e01f',
  'a=rtpmap:109 rtx/90000',
  'a=fmtp:109 apt=108',
  'a=rtpmap:96 VP8/90000',
  'm=audio 9 UDP/TLS/RTP/SAVPF 111',
  'c=IN IP4 0.0.0.0',
  'a=mid:1',
  'a=extmap:3 http://www.ietf.org/id/draft-holmer-rmcat-transport-wide-cc-extensions-01',
  'a=sendonly',
  'a=rtpmap:111 opus/48000/2',
  'a=fmtp:111 minptime=10;useinbandfec=1',
];
const text = (lines: readonly string[]): string => `${lines.join('\r\n')}\r\n`;
const without = (pattern: RegExp): string => text(CHROME.filter((line) => !pattern.test(line)));
const replaced = (from: string | RegExp, to: string): string => text(CHROME).replace(from, to);
const parsed = (sdp = text(CHROME)) => {
  const result = parseOffer(sdp, 65_536);
  if (!result.ok) throw new Error(result.reason);
  return result.offer;
};

describe('offers', () => {
  it('give transport, media and codecs', () => {
    const offer = parsed();
    expect(offer).toMatchObject({ iceUfrag: 'Ab+/', fingerprint: FINGERPRINT });
    expect(
      offer.media.map(({ mid, kind, direction, codecs }) => [mid, kind, direction, codecs.length]),
    ).toEqual([
      ['0', 'video', 'sendonly', 5],
      ['1', 'audio', 'sendonly', 1],
    ]);
    expect(chooseMedia(offer, 'publish')).toMatchObject({
      ok: true,
      chosen: {
        video: { payloadType: 108, rtxPayloadType: 109, hasTransportCc: true },
        audio: { payloadType: 111 },
        transportCcExtensionId: 3,
      },
    });
  });

  it.each([
    ['nothing', '', 'not-sdp'],
    ['HTML', '<html>', 'not-sdp'],
    ['64 KiB and a byte', 'v'.repeat(65_537), 'too-large'],
    ['thousands of empty lines', `v=0\n${'\n'.repeat(3_000)}`, 'too-large'],
    ['no media', text(CHROME.slice(0, 6)), 'no-media'],
    ['nine media', text(CHROME) + 'm=audio 9 UDP/TLS/RTP/SAVPF 0\r\n'.repeat(7), 'too-many-media'],
    ['no ICE password', without(/^a=ice-pwd/), 'no-ice-credentials'],
    [
      'a line smuggled into the password',
      replaced('0123456789abcdefghijklmn', '0123456789abcdefghijklmn a=x'),
      'no-ice-credentials',
    ],
    ['a short password', replaced('0123456789abcdefghijklmn', 'short'), 'no-ice-credentials'],
    ['no fingerprint', without(/^a=fingerprint/), 'no-sha256-fingerprint'],
    ['a sha-1 fingerprint', replaced('sha-256', 'sha-1'), 'no-sha256-fingerprint'],
    ['a fingerprint cut short', replaced(FINGERPRINT, 'AB:CD'), 'no-sha256-fingerprint'],
    ['two transports', without(/^a=group/), 'not-bundled'],
    ['a NUL in a format', replaced('level-asymmetry', 'level\0asymmetry'), 'not-sdp'],
    ['a line smuggled in by a carriage return', replaced('a=rtcp-mux', 'a=fmtp:108 x\ra=y'), 'not-sdp'],
    ['two sections of one mid', replaced('a=mid:1', 'a=mid:0'), 'not-bundled'],
    ['a mid with spaces', replaced('a=mid:1', 'a=mid:1 x'), 'not-bundled'],
    ['a peer that will not speak first', replaced('a=setup:actpass', 'a=setup:holdconn'), 'bad-setup'],
  ])('are refused when they are %s', (_name, sdp, reason) => {
    expect(parseOffer(sdp, 65_536)).toEqual({ ok: false, reason });
  });

  it.each([
    ['no H.264', without(/H264/), 'publish', 'no-h264'],
    ['no Opus', without(/opus/), 'publish', 'no-opus'],
    ['only receiving', text(CHROME).replaceAll('a=sendonly', 'a=recvonly'), 'publish', 'no-track'],
    ['a viewer that only sends', text(CHROME), 'view', 'no-track'],
  ] as const)('cannot be used with %s', (_name, sdp, role, reason) => {
    expect(chooseMedia(parsed(sdp), role)).toEqual({ ok: false, reason });
  });

  it('survive any cut', () => {
    const whole = text(CHROME);
    for (let end = 0; end < whole.length; end += 7) {
      const result = parseOffer(whole.slice(0, end), 65_536);
      if (result.ok) chooseMedia(result.offer, 'publish');
    }
  });
});

describe('answers', () => {
  const transport = {
    iceUfrag: 'ufrag',
    icePwd: 'password',
    fingerprint: 'FF:FF',
    setup: 'active' as const,
    addresses: ['127.0.0.1', '10.0.0.1'],
    port: 8189,
  };
  const options = { role: 'publish' as const, startBitrateKbps: 2_500, videoSsrc: 1, audioSsrc: 2 };
  const answer = (sdp: string, role: 'publish' | 'view' = 'publish'): string => {
    const offer = parsed(sdp);
    const chosen = chooseMedia(offer, role);
    if (!chosen.ok) throw new Error(chosen.reason);
    return writeAnswer(offer, chosen.chosen, { transport, options: { ...options, role } });
  };

  it('take one H.264, its RTX and Opus, with feedback, start bitrate and every announced address once', () => {
    const lines = answer(text(CHROME)).split('\r\n');
    expect(lines).toEqual(
      expect.arrayContaining([
        'm=video 9 UDP/TLS/RTP/SAVPF 108 109',
        'm=audio 9 UDP/TLS/RTP/SAVPF 111',
        'a=group:BUNDLE 0 1',
        'a=rtcp-fb:108 transport-cc',
        'a=fmtp:109 apt=108',
        'a=setup:active',
      ]),
    );
    expect(
      lines.filter((line) => line.startsWith('a=candidate:')).map((line) => line.split(' ').slice(4, 6)),
    ).toEqual([
      ['127.0.0.1', '8189'],
      ['10.0.0.1', '8189'],
    ]);
    expect(lines.filter((line) => line === 'a=recvonly')).toHaveLength(2);
    expect(lines.some((line) => line.includes('x-google-start-bitrate=2500'))).toBe(true);
    expect(lines.some((line) => line.includes('VP8'))).toBe(false);
  });

  it('refuse m-lines that are not used, in their place', () => {
    const more = text([...CHROME, 'm=application 9 UDP/DTLS/SCTP webrtc-datachannel', 'a=mid:2']).replace(
      'BUNDLE 0 1',
      'BUNDLE 0 1 2',
    );
    expect(answer(more)).toMatch(
      /m=application 0 UDP\/DTLS\/SCTP webrtc-datachannel\r\nc=IN IP4 0.0.0.0\r\na=mid:2\r\na=inactive\r\n$/,
    );
  });

  it('tell viewers our SSRCs and ask nothing of congestion control that we do not answer', () => {
    const sdp = answer(text(CHROME).replaceAll('a=sendonly', 'a=recvonly'), 'view');
    expect(sdp).toContain('a=ssrc:1 cname:stream-buddy');
    expect(sdp).toContain('a=ssrc:2 cname:stream-buddy');
    expect(sdp).not.toMatch(/transport-cc|goog-remb|x-google|rtx/);
  });
});

describe('trickle fragments', () => {
  it('give their candidates and nothing else', () => {
    const fragment =
      'a=ice-ufrag:Ab+/\r\nm=audio 9 RTP/AVP 0\r\na=mid:0\r\na=candidate:1 1 udp 1 10.0.0.2 5000 typ host\r\na=candidate:junk\r\n';
    expect(parseTrickle(fragment, 1_000)).toEqual({
      ok: true,
      iceUfrag: 'Ab+/',
      candidates: ['candidate:1 1 udp 1 10.0.0.2 5000 typ host'],
    });
    const hostile = [
      'candidate:1 1 udp 1 10.0.0.2 5000 typ host\0',
      'candidate:1 1 udp 1 10.0.0.2 5000 typ host\ra=x',
      'candidate:1 1 udp 1 internal.example.org 5000 typ host',
      'candidate:1 1 tcp 1 10.0.0.2 9 typ host tcptype active',
    ];
    for (const candidate of hostile)
      expect(parseTrickle(`a=${candidate}\r\n`, 1_000)).toMatchObject({ ok: true, candidates: [] });
    expect(parseTrickle('x'.repeat(1_001), 1_000)).toEqual({ ok: false });
    expect(parseTrickle('a=candidate:1 1 udp 1 10.0.0.2 5000 typ host\n'.repeat(33), 10_000)).toEqual({
      ok: false,
    });
  });
});
