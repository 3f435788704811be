import { expect, it } from 'vitest';
import { extensionIds } from './extensions';
import { parseOffer, type MediaSection } from './parse-offer';
import { writeOffer } from './write-offer';

const transport = {
  iceUfrag: 'abcd',
  icePwd: 'abcdefghijklmnopqrstuvwx',
  fingerprint: `sha-256 ${new Array(32).fill('AB').join(':')}`,
  setup: 'actpass',
};
const send = {
  use: 'send',
  streamId: 'PA_a|camera',
  trackId: 'TR_a',
  ssrc: 7,
  rtxSsrc: 8,
  cname: 'PA_a',
} as const;

it('offers data first, then each section in its place, stopped ones outside of the bundle, without candidates', () => {
  const sdp = writeOffer(
    [
      { mid: '0', kind: 'video', plan: send },
      { mid: '1', kind: 'audio', plan: { use: 'stopped' } },
      { mid: '2', kind: 'audio', plan: { ...send, trackId: 'TR_b', ssrc: 9, rtxSsrc: null } },
    ],
    transport,
    3,
  );
  const offer = parseOffer(sdp);
  if (typeof offer === 'string') throw new Error(offer);
  expect(sdp).not.toContain('candidate:');
  expect(sdp).toContain('a=group:BUNDLE data 0 2\r\n');
  expect(offer.sections[0]).toEqual({ kind: 'application', mid: 'data' });
  expect(offer.sections[2]).toMatchObject({
    kind: 'rejected',
    media: expect.stringMatching(/^audio 0 /) as string,
  });
  const [video, audio] = [offer.sections[1], offer.sections[3]] as MediaSection[];
  expect(video).toMatchObject({
    kind: 'video',
    direction: 'sendonly',
    msidTrack: 'TR_a',
    ssrcs: [{ ssrc: 7, rtxSsrc: 8 }],
  });
  expect(video!.codecs.map(({ name }) => name)).toEqual(['vp8', 'rtx', 'h264', 'rtx']);
  expect(audio).toMatchObject({ kind: 'audio', mid: '2', direction: 'sendonly', msidTrack: 'TR_b' });
  expect(extensionIds([video!, audio!])).toMatchObject({ transportCc: 5, absSendTime: 3, colorSpace: 8 });
});
