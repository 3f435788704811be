import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { chooseMedia } from './choose-media';
import { explainRefusal } from './explain-refusal';
import { parseOffer } from './parse-offer';
import type { Offer } from './parse-offer';
import { writeAnswer } from './write-answer';

/**
 * Offers of the clients that people publish and watch with, with the client's version in the name. Which were recorded
 * from the client and which were written after its documentation is in SPEC.md.
 */
const read = (name: string): string =>
  readFileSync(`gateway/core/whip-sdp/offers/${name}.sdp`, 'utf8').replace(/\r?\n/g, '\r\n');
const parse = (sdp: string): Offer => {
  const result = parseOffer(sdp, 65_536);
  if (!result.ok) throw new Error(result.reason);
  return result.offer;
};
const choose = (sdp: string, role: 'publish' | 'view' = 'publish') => {
  const result = chooseMedia(parse(sdp), role);
  if (!result.ok) throw new Error(result.reason);
  const { video, audio, transportCcExtensionId } = result.chosen;
  if (video === null || audio === null) throw new Error('one of two is missing');
  return { video, audio, transportCcExtensionId };
};
const OUR_SIDE = {
  transport: {
    iceUfrag: 'ufrag',
    icePwd: 'password',
    fingerprint: 'FF:FF',
    setup: 'active',
    addresses: ['127.0.0.1'],
    port: 8189,
  },
  options: { role: 'publish', startBitrateKbps: 2_500, videoSsrc: 0, audioSsrc: 0 },
} as const;
const answerTo = (sdp: string): string[] => writeAnswer(parse(sdp), choose(sdp), OUR_SIDE).split('\r\n');
/** Sections of one kind, changed. */
const sectionsEdited = (sdp: string, kind: string, edit: (section: string) => string): string =>
  sdp
    .split(/(?=^m=)/m)
    .map((section) => (section.startsWith(`m=${kind} `) ? edit(section) : section))
    .join('');

interface Expected {
  video: number;
  rtx: number | null;
  audio: number;
  /** How the sender learns what to send. */
  congestion: 'transport-cc' | 'remb' | 'none';
  setup: 'actpass' | 'passive';
  hasSsrcLines: boolean;
}

const CLIENTS: [string, Expected][] = [
  [
    'chromium-156',
    {
      video: 108,
      rtx: 109,
      audio: 111,
      congestion: 'transport-cc',
      setup: 'actpass',
      hasSsrcLines: true,
    },
  ],
  [
    'chromium-156-simulcast',
    {
      video: 108,
      rtx: null,
      audio: 111,
      congestion: 'transport-cc',
      setup: 'actpass',
      hasSsrcLines: true,
    },
  ],
  [
    'firefox-153',
    { video: 126, rtx: 127, audio: 109, congestion: 'transport-cc', setup: 'actpass', hasSsrcLines: true },
  ],
  [
    'safari-18',
    { video: 98, rtx: 99, audio: 111, congestion: 'transport-cc', setup: 'actpass', hasSsrcLines: false },
  ],
  ['obs-31', { video: 96, rtx: null, audio: 111, congestion: 'remb', setup: 'actpass', hasSsrcLines: true }],
  [
    'gstreamer-1.22-webrtcbin-nack',
    { video: 96, rtx: 98, audio: 97, congestion: 'transport-cc', setup: 'actpass', hasSsrcLines: true },
  ],
  // It says transport-cc and has no extension for it: then nothing is answered.
  [
    'gstreamer-1.22-webrtcbin',
    { video: 96, rtx: null, audio: 97, congestion: 'none', setup: 'actpass', hasSsrcLines: true },
  ],
  [
    'ffmpeg-8',
    { video: 106, rtx: 105, audio: 111, congestion: 'none', setup: 'passive', hasSsrcLines: true },
  ],
  [
    'mediamtx-1.20-forward',
    { video: 96, rtx: null, audio: 97, congestion: 'transport-cc', setup: 'actpass', hasSsrcLines: true },
  ],
];

describe.each(CLIENTS)('the offer of %s', (name, expected) => {
  const sdp = read(name);

  it('[WH1] is understood', () => {
    const { video, audio } = choose(sdp);
    const congestion = video.hasTransportCc
      ? 'transport-cc'
      : video.feedback.includes('goog-remb')
        ? 'remb'
        : 'none';
    expect({
      video: video.payloadType,
      rtx: video.rtxPayloadType,
      audio: audio.payloadType,
      congestion,
      setup: parse(sdp).setup,
      hasSsrcLines: sdp.includes('a=ssrc:'),
    }).toEqual(expected);
  });

  it('[WH2] gets an answer with its own sections in its own order, all on one transport', () => {
    const lines = answerTo(sdp);
    const sections = (of: readonly string[]): string[] =>
      of.filter((line) => line.startsWith('m=')).map((line) => line.split(' ')[0] ?? '');
    const mids = (of: readonly string[]): string[] => of.filter((line) => line.startsWith('a=mid:'));
    expect(sections(lines)).toEqual(sections(sdp.split('\r\n')));
    expect(mids(lines)).toEqual(mids(sdp.split('\r\n')));
    expect(lines.filter((line) => line.startsWith('m=') && line.includes(' 0 '))).toEqual([]);
    expect(lines.filter((line) => line === 'a=recvonly')).toHaveLength(2);
    expect(lines.filter((line) => line.startsWith('a=candidate:'))).toHaveLength(1);
    expect(lines).toContain(`m=audio 9 UDP/TLS/RTP/SAVPF ${expected.audio}`);
  });

  it('[WH3] is answered without what it did not offer', () => {
    const offered = new Set(
      sdp
        .split('\r\n')
        .filter((line) => /^a=(rtcp-fb|extmap):/.test(line))
        .map((line) => line.replace('/recvonly', '')),
    );
    const answered = answerTo(sdp).filter((line) => /^a=(rtcp-fb|extmap):/.test(line));
    expect(answered.filter((line) => !offered.has(line))).toEqual([]);
  });

  it('[WH4] is as good without its a=ssrc lines, with line feeds alone, and without its candidates', () => {
    const bare = sdp.replace(/a=(ssrc|ssrc-group|candidate):.*\r\n/g, '');
    expect(choose(bare)).toEqual(choose(sdp));
    expect(choose(sdp.replaceAll('\r\n', '\n'))).toEqual(choose(sdp));
  });
});

describe('offers of another shape', () => {
  it('[WH5] take H.264 in packetization mode 0 from a publisher that has no other, and mode 1 before it', () => {
    const modeZero = read('firefox-153').replaceAll(';packetization-mode=1', '');
    expect(choose(modeZero).video).toMatchObject({ payloadType: 126 });
    const both = read('chromium-156').replaceAll(
      'packetization-mode=1;profile-level-id=42',
      'x=1;profile-level-id=42',
    );
    expect(choose(both).video).toMatchObject({ payloadType: 116 });
  });

  it('[WH5] refuse a viewer that takes mode 0 only: our packets are fragments', () => {
    const viewer = read('firefox-153')
      .replaceAll(';packetization-mode=1', '')
      .replaceAll('a=sendonly', 'a=recvonly');
    expect(chooseMedia(parse(viewer), 'view')).toEqual({ ok: false, reason: 'no-h264' });
  });

  it('[WH6] answer every encoding of a simulcast sender, and none of a viewer', () => {
    const sdp = read('chromium-156-simulcast');
    expect(answerTo(sdp)).toEqual(
      expect.arrayContaining([
        'a=extmap:10 urn:ietf:params:rtp-hdrext:sdes:rtp-stream-id',
        'a=rid:q recv',
        'a=rid:h recv',
        'a=rid:f recv',
        'a=simulcast:recv q;h;f',
      ]),
    );
    expect(choose(sdp.replaceAll('a=sendonly', 'a=sendrecv'), 'view').video.rids).toEqual([]);
  });

  it('[WH7] fall back to REMB as a whole when video has no transport-cc', () => {
    const chosen = choose(read('chromium-156').replace(/a=rtcp-fb:\d+ transport-cc\r\n/g, ''));
    expect(chosen).toMatchObject({
      transportCcExtensionId: null,
      video: { hasTransportCc: false },
      audio: { hasTransportCc: false },
    });
    expect(chosen.video.feedback).toContain('goog-remb');
  });

  it('[WH8] pass over a section that is switched off by port 0, and take one that is only bundled', () => {
    const offer = read('gstreamer-1.22-webrtcbin');
    expect(chooseMedia(parse(offer), 'publish')).toMatchObject({
      ok: true,
      chosen: { audio: { mid: 'audio1' } },
    });
    const off = offer.replace('a=bundle-only\r\n', '');
    expect(chooseMedia(parse(off), 'publish')).toMatchObject({ ok: true, chosen: { audio: null } });
    const unbundled = off.replace(/^a=group:BUNDLE .*$/m, (line) => line.replace(' audio1', ''));
    expect(unbundled).not.toBe(off);
    expect(chooseMedia(parse(unbundled), 'publish')).toMatchObject({ ok: true, chosen: { audio: null } });
  });

  it('[WH18] may have one track alone, whose section alone is answered', () => {
    for (const [kind, other] of [
      ['audio', 'video'],
      ['video', 'audio'],
    ] as const) {
      // The other way round than it must go: as a section that is there and does nothing.
      const sdp = sectionsEdited(read('chromium-156'), other, (section) =>
        section.replace('a=sendonly', 'a=recvonly'),
      );
      const result = chooseMedia(parse(sdp), 'publish');
      expect(result).toMatchObject({ ok: true, chosen: { [other]: null, transportCcExtensionId: 3 } });
      if (!result.ok) continue;
      expect(result.chosen[kind]?.hasTransportCc).toBe(true);
      const lines = writeAnswer(parse(sdp), result.chosen, OUR_SIDE).split('\r\n');
      expect(lines.filter((line) => line.startsWith('m=')).map((line) => line.split(' ', 2))).toEqual(
        expect.arrayContaining([
          [`m=${kind}`, '9'],
          [`m=${other}`, '0'],
        ]),
      );
      expect(lines.filter((line) => line === 'a=recvonly')).toHaveLength(1);
    }
  });

  it('[WH18] are refused when they have a track and no codec of ours for it, in words that say what to do', () => {
    const plain = chooseMedia(parse(read('firefox-153-without-openh264')), 'publish');
    expect(plain).toEqual({ ok: false, reason: 'no-h264' });
    expect(explainRefusal('no-h264')).toContain('OpenH264');
  });

  it('[WH1] are understood of a viewer: Firefox', () => {
    const chosen = choose(read('firefox-153-viewer'), 'view');
    expect(chosen).toMatchObject({ video: { payloadType: 126 }, audio: { payloadType: 109 } });
  });

  it('[WH9] need no fmtp line, and get none that is empty', () => {
    const lines = answerTo(read('obs-31').replace(/a=fmtp:96.*\r\n/, ''));
    expect(lines.filter((line) => line.startsWith('a=fmtp:96'))).toEqual([
      'a=fmtp:96 x-google-start-bitrate=2500',
    ]);
  });

  it('[WH10] never take sound at another rate than 48 kHz', () => {
    const sdp = read('obs-31').replace('opus/48000/2', 'opus/44100/2');
    expect(chooseMedia(parse(sdp), 'publish')).toEqual({ ok: false, reason: 'no-opus' });
  });
});
