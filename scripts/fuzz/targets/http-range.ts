import { parseRange } from '@/lib/core/http-range/parse-range';
import { promise, target } from '../fuzz-target';
import { TEXT } from '../mutate/text';

/** `Range` of a request for a recording (RFC 9110 §14). */
export const httpRange = () =>
  target({
    name: 'http-range',
    kind: TEXT,
    sizeMax: 16 * 1024,
    dictionary: ['bytes=', '-', ',', '0-0', '999999999999999'],
    corpus: [
      'bytes=0-99',
      'bytes=900-',
      'bytes=-100',
      'bytes=9-5',
      'bytes=-0',
      'bytes=0-1,5-6',
      'lines=1-2',
      'bytes=-',
      '',
    ],
    run: (header, random) => {
      const size = random.pick([0, 1, 1000, 2 ** 40]);
      const range = parseRange(header, size);
      if (range.status !== 'partial') return range.status;
      const { start, end } = range;
      promise(Number.isSafeInteger(start) && Number.isSafeInteger(end), 'a range that is no number');
      promise(start >= 0 && start <= end && end < size, `bytes ${start} to ${end} of ${size}`);
      return 'partial';
    },
  });
