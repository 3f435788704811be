import { describe, expect, it } from 'vitest';
import { readSlate } from '../slate/read-slate';
import { blackPicture } from './black-picture';
import { PictureFiller } from './picture-filler';
import { parseSps } from './sps';

const START_CODE = Buffer.from([0, 0, 0, 1]);

// That decoders show it black is tested with ffmpeg, in gateway/picture-filler.integration.test.ts.
describe('a black key frame', () => {
  it.each([
    [1280, 720, 31],
    [1920, 1080, 40],
    [640, 360, 30],
    [16, 16, 30],
  ])('of %i x %i is what a slate must be, and is filled on', (width, height, levelIdc) => {
    const { sps, pps, idr } = blackPicture(width, height);
    expect(parseSps(sps)).toMatchObject({ width, height, levelIdc, profileIdc: 66, reorderedPicturesMax: 0 });
    const annexB = Buffer.concat([sps, pps, idr].flatMap((nal) => [START_CODE, nal]));
    expect(readSlate(annexB)).toMatchObject({ ok: true, slate: { width, height } });
    const filler = new PictureFiller();
    filler.use(sps, pps);
    filler.pass([idr]);
    for (let count = 0; count < 600; count += 1) expect(filler.fill()).not.toBe(null);
  });

  it('takes about a byte a macroblock', () => {
    expect(blackPicture(1280, 720).idr.length).toBeLessThan(3_600 + 500);
  });
});
