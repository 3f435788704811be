import { parseAnswer } from '@/gateway/core/whep-client/parse-answer';
import { writeWhepOffer } from '@/gateway/core/whep-client/write-offer';
import { promise, target } from '../fuzz-target';
import { TEXT } from '../mutate/text';
import { SDP_WORDS } from './offers';

const ANSWER = writeWhepOffer({
  iceUfrag: 'Ab+/',
  icePwd: '0123456789abcdefghijklmn',
  fingerprint: Array.from({ length: 32 }, () => 'AB').join(':'),
})
  .replaceAll('a=setup:actpass', 'a=setup:active')
  .replaceAll('a=recvonly', 'a=sendonly')
  .replace('a=rtcp-mux', 'a=candidate:1 1 udp 2130706431 192.0.2.1 8189 typ host\r\na=rtcp-mux');

/** What a WHEP server answers when the gateway fetches a program. */
export const whepAnswer = () =>
  target({
    name: 'whep-answer',
    kind: TEXT,
    sizeMax: 80 * 1024,
    dictionary: [...SDP_WORDS, 'a=setup:passive', 'm=video 0 ', '\ra=setup:active'],
    corpus: [ANSWER, ANSWER.replaceAll('\r\n', '\n'), ANSWER.replace('m=audio 9', 'm=audio 0'), ''],
    run: (text) => {
      const parsed = parseAnswer(text, 65_536);
      if (!parsed.ok) return parsed.reason;
      const { candidates, ...rest } = parsed.answer;
      for (const value of [...candidates, ...Object.values(rest)])
        promise(/^[ -~]*$/.test(value), 'the answer breaks a line of what the library reads');
      promise(candidates.length >= 1 && candidates.length <= 32, 'no candidate, or more than a server has');
      return parsed.answer.setup;
    },
  });
