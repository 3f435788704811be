import { describe, expect, it } from 'vitest';
import { chooseMedia } from '../whip-sdp/choose-media';
import { parseOffer } from '../whip-sdp/parse-offer';
import { writeAnswer } from '../whip-sdp/write-answer';
import { parseAnswer } from './parse-answer';
import { PULLED_MEDIA, writeWhepOffer } from './write-offer';

const FINGERPRINT = Array.from({ length: 32 }, (_, index) => index.toString(16).padStart(2, '0'))
  .join(':')
  .toUpperCase();
const OURS = { iceUfrag: 'abcd', icePwd: 'abcdefghijklmnopqrstuv', fingerprint: FINGERPRINT };
const BYTES_MAX = 64 * 1024;

/** MediaMTX 1.20.1's answer to our offer, shortened to one interface. */
const MEDIAMTX_ANSWER = [
  'v=0',
  'o=- 4194842166526374113 1795540485 IN IP4 0.0.0.0',
  's=-',
  't=0 0',
  'a=msid-semantic:WMS *',
  `a=fingerprint:sha-256 ${FINGERPRINT}`,
  'a=extmap-allow-mixed',
  'a=group:BUNDLE 0 1',
  'm=video 9 UDP/TLS/RTP/SAVPF 96',
  'c=IN IP4 0.0.0.0',
  'a=setup:active',
  'a=mid:0',
  'a=ice-ufrag:IHnWfSgkOpVUDxWd',
  'a=ice-pwd:HyEfqEpbcsdqTRlTgnJqrHGJfvFsnvVn',
  'a=rtcp-mux',
  'a=rtcp-rsize',
  'a=rtpmap:96 H264/90000',
  'a=fmtp:96 level-asymmetry-allowed=1;packetization-mode=1;profile-level-id=42e01f',
  'a=rtcp-fb:96 nack ',
  'a=rtcp-fb:96 nack pli',
  'a=sendonly',
  'a=candidate:1966762134 1 udp 2130706431 127.0.0.1 8179 typ host ufrag IHnWfSgkOpVUDxWd',
  'a=candidate:1966762135 1 tcp 1671430143 127.0.0.1 8179 typ host tcptype passive',
  'a=end-of-candidates',
  'm=audio 9 UDP/TLS/RTP/SAVPF 111',
  'c=IN IP4 0.0.0.0',
  'a=setup:active',
  'a=mid:1',
  'a=rtpmap:111 opus/48000/2',
  'a=sendonly',
  '',
].join('\r\n');

const changed = (from: string | RegExp, to: string): string => MEDIAMTX_ANSWER.replaceAll(from, to);
const reasonOf = (text: string): string => {
  const parsed = parseAnswer(text, BYTES_MAX);
  return parsed.ok ? 'ok' : parsed.reason;
};

describe('the offer of a WHEP reader', () => {
  it('is one that a WHEP server of ours answers for viewing', () => {
    const parsed = parseOffer(writeWhepOffer(OURS), BYTES_MAX);
    if (!parsed.ok) throw new Error(parsed.reason);
    const chosen = chooseMedia(parsed.offer, 'view');
    expect(chosen.ok && chosen.chosen.video?.payloadType).toBe(PULLED_MEDIA.video.payloadType);
    expect(chosen.ok && chosen.chosen.audio?.payloadType).toBe(PULLED_MEDIA.audio.payloadType);
  });

  it('names no address: the server hears from us once its fingerprint is known', () => {
    expect(writeWhepOffer(OURS)).not.toContain('a=candidate');
  });
});

describe('the answer of a WHEP server', () => {
  it("is read from MediaMTX's, with the candidates that can be used", () => {
    expect(parseAnswer(MEDIAMTX_ANSWER, BYTES_MAX)).toEqual({
      ok: true,
      answer: {
        iceUfrag: 'IHnWfSgkOpVUDxWd',
        icePwd: 'HyEfqEpbcsdqTRlTgnJqrHGJfvFsnvVn',
        fingerprint: FINGERPRINT,
        setup: 'active',
        candidates: ['candidate:1966762134 1 udp 2130706431 127.0.0.1 8179 typ host ufrag IHnWfSgkOpVUDxWd'],
      },
    });
  });

  it('is read from our own, too', () => {
    const parsed = parseOffer(writeWhepOffer(OURS), BYTES_MAX);
    if (!parsed.ok) throw new Error(parsed.reason);
    const chosen = chooseMedia(parsed.offer, 'view');
    if (!chosen.ok) throw new Error(chosen.reason);
    const text = writeAnswer(parsed.offer, chosen.chosen, {
      transport: { ...OURS, setup: 'passive', addresses: ['192.0.2.1'], port: 8189 },
      options: { role: 'view', startBitrateKbps: 0, videoSsrc: 1, audioSsrc: 2 },
    });
    const answer = parseAnswer(text, BYTES_MAX);
    expect(answer.ok && answer.answer.setup).toBe('passive');
    expect(answer.ok && answer.answer.candidates).toEqual([expect.stringContaining('192.0.2.1 8189')]);
  });

  it.each([
    ['not-sdp', 'hello'],
    ['not-sdp', changed('a=mid:0', 'a=mid:0\ra=setup:passive')],
    ['too-large', `${MEDIAMTX_ANSWER}${'a=x:y\r\n'.repeat(20_000)}`],
    ['too-large', `${MEDIAMTX_ANSWER}${'a\r\n'.repeat(2_000)}`],
    ['no-video', changed('m=video 9', 'm=video 0')],
    ['no-audio', changed('m=audio 9', 'm=audio 0')],
    ['no-h264', changed('SAVPF 96', 'SAVPF 102')],
    ['no-opus', changed('SAVPF 111', 'SAVPF 8')],
    ['no-ice-credentials', changed('a=ice-pwd', 'a=x')],
    ['no-ice-credentials', changed('HyEfqEpbcsdqTRlTgnJqrHGJfvFsnvVn', 'short')],
    ['no-sha256-fingerprint', changed('sha-256', 'sha-1')],
    ['bad-setup', changed('a=setup:active', 'a=setup:actpass')],
    ['no-candidates', changed('127.0.0.1', 'name.example.org')],
  ])('is refused as %s', (reason, text) => {
    expect(reasonOf(text)).toBe(reason);
  });
});
