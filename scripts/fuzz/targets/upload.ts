import { ASSET_LIMITS } from '@/lib/core/contract/asset-limits';
import { assetNameOf } from '@/lib/core/asset/asset-name';
import { judgeUpload } from '@/lib/core/asset/judge-upload';
import { readFont } from '@/lib/core/asset/read-font';
import { promise, target } from '../fuzz-target';
import { BYTES } from '../mutate/bytes';
import { TEXT } from '../mutate/text';
import { hex } from './corpus-bytes';

/** Fonts that are uploaded to the media library; files of other kinds are read in a process of their own. */
export const font = () =>
  target({
    name: 'font',
    kind: BYTES,
    sizeMax: 4096,
    corpus: [
      // Each with one table, and a WOFF2 whose header states 50 bytes.
      hex('00010000 0001 0010 0000 0000 676c7966 00000000 0000001c 00000000'),
      hex('4f54544f 0001 0010 0000 0000 43464620 00000000 0000001c 00000000'),
      hex(`774f4632 00010000 00000032 0001 0000 ${'00'.repeat(34)}`),
      hex(`774f4646 00010000 00000040 0001 0000 ${'00'.repeat(48)}`),
      hex('74746366 00010000 00000001 0000000c'),
    ],
    run: (bytes) => {
      const read = readFont(bytes);
      if (!read.ok) return read.problem;
      promise(bytes.byteLength >= 12, 'a font without a header');
      return read.value.contentType;
    },
  });

/** What a file says of itself when its upload begins. */
export const uploadName = () =>
  target({
    name: 'upload-name',
    kind: TEXT,
    sizeMax: 4096,
    dictionary: ['../', '\\', '.png', '.svg', '.mp4', '\u202e', '\0', '.__proto__', '.constructor'],
    corpus: ['Photo.JPG', 'C:\\fakepath\\a.mp4', '../../etc/passwd', 'a.tar.gz', '.png', ''],
    run: (fileName, random) => {
      const name = assetNameOf(fileName);
      promise(name !== '' && [...name].length <= ASSET_LIMITS.nameChars, 'a name that no list shows');
      promise(!/[/\\\p{Cc}\p{Cs}\u202a-\u202e]/u.test(name), 'a name with a folder or what cannot be shown');
      const bytes = random.pick([0, 1, 1.5, -1, Number.NaN, 5_000_000, 2 ** 53]);
      const judged = judgeUpload({ fileName, bytes });
      promise(!judged.ok || bytes === 1 || bytes === 5_000_000, `${bytes} bytes were taken`);
      return judged.ok ? judged.value : judged.error.code;
    },
  });
