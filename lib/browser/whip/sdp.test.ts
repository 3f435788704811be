import { describe, expect, it } from 'vitest';
import { answeredVideoCodec, askForStereo, hintAnswerBitrate, preferH264, putH264First } from './sdp';

const ANSWER = [
  'v=0',
  'm=audio 9 UDP/TLS/RTP/SAVPF 111',
  'a=rtpmap:111 opus/48000/2',
  'a=fmtp:111 minptime=10;useinbandfec=1',
  'm=video 9 UDP/TLS/RTP/SAVPF 108 109',
  'a=rtpmap:108 H264/90000',
  'a=fmtp:108 level-asymmetry-allowed=1;packetization-mode=1;profile-level-id=42e01f',
  'a=rtpmap:109 rtx/90000',
  'a=fmtp:109 apt=108',
  '',
].join('\r\n');

const HINTS = { startKbps: 3_600, minKbps: 600, maxKbps: 4_000 };

describe('preferH264', () => {
  it('offers constrained baseline in packetization mode 1 first and drops nothing', () => {
    const codecs = [
      { mimeType: 'video/VP8' },
      { mimeType: 'video/H264', sdpFmtpLine: 'packetization-mode=0;profile-level-id=42e01f' },
      { mimeType: 'video/H264', sdpFmtpLine: 'packetization-mode=1;profile-level-id=64001f' },
      { mimeType: 'video/rtx' },
      { mimeType: 'video/H264', sdpFmtpLine: 'packetization-mode=1;profile-level-id=42e01f' },
    ];
    expect(preferH264(codecs).map((codec) => codecs.indexOf(codec))).toEqual([4, 2, 1, 0, 3]);
  });
});

describe('hintAnswerBitrate', () => {
  it('adds the start, minimum and maximum to the H.264 format and to nothing else', () => {
    const lines = hintAnswerBitrate(ANSWER, HINTS).split('\r\n');
    expect(lines[6]).toBe(
      'a=fmtp:108 level-asymmetry-allowed=1;packetization-mode=1;profile-level-id=42e01f' +
        ';x-google-start-bitrate=3600;x-google-min-bitrate=600;x-google-max-bitrate=4000',
    );
    expect(lines.filter((line) => line.includes('x-google'))).toHaveLength(1);
  });

  it('replaces hints that the gateway wrote already', () => {
    const once = hintAnswerBitrate(ANSWER, { ...HINTS, startKbps: 2_500 });
    expect(hintAnswerBitrate(once, HINTS)).toBe(hintAnswerBitrate(ANSWER, HINTS));
  });

  it('writes a format line where the answer has none', () => {
    const bare = ANSWER.replace(/a=fmtp:108 [^\r]+\r\n/, '');
    expect(hintAnswerBitrate(bare, HINTS)).toContain(
      'a=rtpmap:108 H264/90000\r\na=fmtp:108 x-google-start-bitrate=3600',
    );
  });
});

describe('putH264First', () => {
  it('makes a browser send H.264 to a server that lists other codecs first', () => {
    const answer = ANSWER.replace('SAVPF 108 109', 'SAVPF 45 96 108 109 110').replace(
      'a=rtpmap:109',
      'a=rtpmap:45 AV1/90000\r\na=rtpmap:96 VP8/90000\r\na=rtpmap:110 H264/90000\r\na=rtpmap:109',
    );
    expect(putH264First(answer)).toContain('m=video 9 UDP/TLS/RTP/SAVPF 108 110 45 96 109\r\n');
    expect(answeredVideoCodec(putH264First(answer))).toBe('h264');
  });

  it('leaves an answer that begins with it, and one without it, as they are', () => {
    expect(putH264First(ANSWER)).toBe(ANSWER);
    const other = ANSWER.replaceAll('H264', 'VP8');
    expect(putH264First(other)).toBe(other);
  });
});

describe('askForStereo', () => {
  it('asks for stereo Opus at the given rate, whatever stood there before', () => {
    const before = ANSWER.replace('useinbandfec=1', 'useinbandfec=1;stereo=0;maxaveragebitrate=32000');
    expect(askForStereo(before, 160)).toContain(
      'a=fmtp:111 minptime=10;useinbandfec=1;stereo=1;sprop-stereo=1;maxaveragebitrate=160000\r\n',
    );
  });
});

describe('answeredVideoCodec', () => {
  it.each([
    ['h264', ANSWER],
    ['vp8', ANSWER.replace('H264', 'VP8')],
    [null, ANSWER.replace(/m=video[^]*/, '')],
  ])('reads %s', (codec, answer) => {
    expect(answeredVideoCodec(answer)).toBe(codec);
  });
});
