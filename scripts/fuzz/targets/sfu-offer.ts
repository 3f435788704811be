import { readFileSync } from 'node:fs';
import { extensionIds } from '@/gateway/core/sfu-sdp/extensions';
import { parseOffer } from '@/gateway/core/sfu-sdp/parse-offer';
import { writeAnswer, type SectionPlan } from '@/gateway/core/sfu-sdp/write-answer';
import { promise, target } from '../fuzz-target';
import { TEXT } from '../mutate/text';
import { OFFERS, SDP_WORDS, isCleanSdp, sectionsOf } from './offers';

const TRANSPORT = {
  iceUfrag: 'u',
  icePwd: 'p',
  fingerprint: 'sha-256 AB',
  setup: 'active',
  candidates: ['candidate:1'],
};

/** The order of lines, the braces and the many sections that the offers of other browsers have not. */
const FIREFOX = readFileSync('gateway/core/sfu-sdp/offers/firefox-153-guest.sdp', 'utf8').replace(
  /\r?\n/g,
  '\r\n',
);

/** Offers of guests to the SFU, and the answers it writes. */
export const sfuOffer = () =>
  target({
    name: 'sfu-offer',
    kind: TEXT,
    sizeMax: 64 * 1024,
    dictionary: SDP_WORDS,
    corpus: [...OFFERS, FIREFOX],
    run: (sdp, random) => {
      const offer = parseOffer(sdp);
      if (typeof offer === 'string') return offer;
      extensionIds(offer.sections.flatMap((section) => ('codecs' in section ? [section] : [])));
      const plan = (): SectionPlan =>
        random.pick<SectionPlan>([
          { use: 'none' },
          { use: 'receive' },
          { use: 'send', streamId: 's', trackId: 't', ssrc: 1, rtxSsrc: 2, cname: 'c' },
        ]);
      const plans = new Map(offer.sections.map((section) => [section.mid, plan()]));
      const answer = writeAnswer(offer, TRANSPORT, { version: 1, plans });
      promise(isCleanSdp(answer), 'the offer breaks a line of the answer');
      promise(
        sectionsOf(answer).length === sectionsOf(sdp.replaceAll(/\r?\n/g, '\r\n')).length,
        'sections are missing',
      );
      const [, bundle = ''] = /^a=group:BUNDLE (.*)$/m.exec(answer) ?? [];
      const mids = bundle.trim().split(' ');
      promise(new Set(mids).size === mids.length, 'one section stands twice in the bundle');
      return 'ok';
    },
  });
