import { isUsableCandidate } from '@/gateway/core/ice/usable-candidate';
import { parseTrickle } from '@/gateway/core/whip-sdp/trickle';
import { promise, target } from '../fuzz-target';
import { TEXT } from '../mutate/text';
import { SDP_WORDS } from './offers';

const FRAGMENT = [
  'a=ice-ufrag:Ab+/',
  'a=ice-pwd:0123456789abcdefghijklmn',
  'm=audio 9 RTP/AVP 0',
  'a=mid:0',
  'a=candidate:1387637174 1 udp 2122260223 192.0.2.1 61764 typ host generation 0 ufrag EsAw network-id 1',
  'a=candidate:3471623853 1 udp 2122194687 2001:db8::1 61765 typ srflx raddr 0.0.0.0 rport 0',
  'a=candidate:473322822 1 tcp 1518280447 192.0.2.1 9 typ host tcptype active',
  'a=candidate:1 1 udp 1 a.local 9 typ host',
  'a=end-of-candidates',
  '',
].join('\r\n');

/** Candidates that come after the offer (RFC 8840), for the gateway and, one by one, for the SFU. */
export const trickle = () =>
  target({
    name: 'trickle',
    kind: TEXT,
    sizeMax: 20 * 1024,
    dictionary: [...SDP_WORDS, 'a=candidate:', ' typ host', '\r\na=candidate:1 1 udp 1 10.0.0.1 9 typ host'],
    corpus: [
      FRAGMENT,
      FRAGMENT.replaceAll('\r\n', '\n'),
      `${FRAGMENT}${FRAGMENT}`.repeat(10),
      '',
      'a=candidate:',
    ],
    run: (text) => {
      for (const line of text.split('\r\n').slice(0, 100)) {
        const candidate = line.replace(/^a=/, '');
        if (isUsableCandidate(candidate)) promise(!/[^ -~]/.test(candidate), 'a candidate with odd letters');
      }
      const parsed = parseTrickle(text, 16 * 1024);
      if (!parsed.ok) return 'refused';
      promise(parsed.candidates.length <= 32, 'more candidates than anybody has');
      promise(
        parsed.candidates.every((line) => !/[\r\n\0]/.test(line)),
        'a candidate breaks a line',
      );
      return parsed.candidates.length === 0 ? 'none' : 'candidates';
    },
  });
