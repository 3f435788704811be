import { readFileSync } from 'node:fs';
import { chooseMedia } from '@/gateway/core/whip-sdp/choose-media';
import { parseOffer } from '@/gateway/core/whip-sdp/parse-offer';
import { writeAnswer } from '@/gateway/core/whip-sdp/write-answer';
import { promise, target } from '../fuzz-target';
import { TEXT } from '../mutate/text';
import { OFFERS, SDP_WORDS, isCleanSdp, sectionsOf } from './offers';

const TRANSPORT = {
  iceUfrag: 'u',
  icePwd: 'p',
  fingerprint: 'AB',
  setup: 'active' as const,
  addresses: ['127.0.0.1'],
  port: 8189,
};

/** With `rid`, `bundle-only`, `passive`, and Firefox's order of lines: what the other browsers' offers have not. */
const RECORDED = [
  'chromium-156-simulcast',
  'firefox-153',
  'gstreamer-1.22-webrtcbin',
  'gstreamer-1.22-webrtcbin-nack',
  'ffmpeg-8',
].map((name) => readFileSync(`gateway/core/whip-sdp/offers/${name}.sdp`, 'utf8').replace(/\r?\n/g, '\r\n'));

/** Offers to publish (WHIP) and to watch (WHEP), and the answers. */
export const whipOffer = () =>
  target({
    name: 'whip-offer',
    kind: TEXT,
    sizeMax: 64 * 1024,
    dictionary: SDP_WORDS,
    corpus: [...OFFERS, ...RECORDED],
    run: (sdp) => {
      const parsed = parseOffer(sdp, 65_536);
      if (!parsed.ok) return parsed.reason;
      const { offer } = parsed;
      for (const media of offer.media)
        promise(
          media.candidates.every((line) => !/[\r\n\0]/.test(line)),
          'a candidate breaks a line',
        );
      let code = 'no media to use';
      for (const role of ['publish', 'view'] as const) {
        const choice = chooseMedia(offer, role);
        if (!choice.ok) continue;
        const options = { role, startBitrateKbps: 2500, videoSsrc: 1, audioSsrc: 2 };
        const answer = writeAnswer(offer, choice.chosen, { transport: TRANSPORT, options });
        promise(isCleanSdp(answer), 'the offer breaks a line of the answer');
        promise(sectionsOf(answer).length === offer.media.length, 'sections are missing');
        const used = sectionsOf(answer).filter((line) => line.includes(' 9 '));
        const { video, audio } = choice.chosen;
        const wanted = (video === null ? 0 : 1) + (audio === null ? 0 : 1);
        promise(wanted > 0 && used.length === wanted, `${used.length} sections are used, not ${wanted}`);
        code = role;
      }
      return code;
    },
  });
