import { describe, expect, it } from 'vitest';
import {
  convertSpace,
  parseHexColor,
  rgbToYuv,
  spaceTables,
  yuvToRgb,
  type Rgb,
  type YuvSpace,
} from './color';
import { newPicture } from './picture';
import { packedToPicture, pictureToRgba } from './rgba';

const LIMITED_601: YuvSpace = { matrix: 'bt601', fullRange: false };
const LIMITED_709: YuvSpace = { matrix: 'bt709', fullRange: false };
const FULL_601: YuvSpace = { matrix: 'bt601', fullRange: true };

const round = (values: Rgb): number[] => values.map(Math.round);

describe('rgbToYuv', () => {
  // The 100 % colour bar values that the recommendations imply.
  it.each([
    ['white', [255, 255, 255], LIMITED_709, [235, 128, 128]],
    ['black', [0, 0, 0], LIMITED_709, [16, 128, 128]],
    ['red 709', [255, 0, 0], LIMITED_709, [63, 102, 240]],
    ['green 709', [0, 255, 0], LIMITED_709, [173, 42, 26]],
    ['blue 709', [0, 0, 255], LIMITED_709, [32, 240, 118]],
    ['red 601', [255, 0, 0], LIMITED_601, [81, 90, 240]],
    ['green 601', [0, 255, 0], LIMITED_601, [145, 54, 34]],
    ['blue 601', [0, 0, 255], LIMITED_601, [41, 240, 110]],
    ['red JPEG', [255, 0, 0], FULL_601, [76, 85, 256]],
  ] as const)('%s', (_name, rgb, space, yuv) => {
    expect(round(rgbToYuv(rgb, space))).toEqual(yuv);
    for (const [index, value] of yuvToRgb(rgbToYuv(rgb, space), space).entries()) {
      expect(value).toBeCloseTo(rgb[index]!, 6);
    }
  });
});

describe('convertSpace', () => {
  const spaces: YuvSpace[] = [LIMITED_601, LIMITED_709, FULL_601, { matrix: 'bt2020', fullRange: false }];
  const colors: Rgb[] = ['#c81e64', '#20c040', '#1030e0', '#808080', '#f0f0f0', '#101010'].map(parseHexColor);

  it.each(spaces.flatMap((space) => colors.map((rgb) => ({ space, rgb }))))(
    'brings $rgb in $space.matrix full=$space.fullRange to the program space within 3 of 255',
    ({ space, rgb }) => {
      const picture = flat(rgbToYuv(rgb, space));
      convertSpace(picture, spaceTables(space));
      for (const [index, value] of pictureToRgba(picture).slice(0, 3).entries()) {
        expect(Math.abs(value - rgb[index]!)).toBeLessThanOrEqual(3);
      }
    },
  );

  it('changes nothing when both spaces are the same', () => {
    const picture = newPicture(16, 16);
    picture.bytes.forEach((_, index) => (picture.bytes[index] = (index * 37) % 256));
    const before = picture.bytes.slice();
    convertSpace(picture, spaceTables(LIMITED_709, LIMITED_709));
    expect(picture.bytes).toEqual(before);
  });

  function flat(yuv: Rgb) {
    const picture = newPicture(4, 4);
    for (const [index, plane] of [picture.y, picture.u, picture.v].entries()) {
      plane.data.fill(Math.min(255, Math.round(yuv[index]!)));
    }
    return picture;
  }
});

describe('packedToPicture', () => {
  it.each(['rgba', 'bgra'] as const)('reads %s and keeps a flat colour within 2 of 255', (order) => {
    const pixels = new Uint8Array(6 * 5 * 4);
    for (let at = 0; at < pixels.length; at += 4) {
      pixels.set(order === 'rgba' ? [200, 30, 100, 255] : [100, 30, 200, 255], at);
    }
    const picture = newPicture(6, 5);
    packedToPicture(pixels, 24, order, picture);
    const rgba = pictureToRgba(picture);
    for (let at = 0; at < rgba.length; at += 4) {
      expect(Math.abs(rgba[at]! - 200)).toBeLessThanOrEqual(2);
      expect(Math.abs(rgba[at + 1]! - 30)).toBeLessThanOrEqual(2);
      expect(Math.abs(rgba[at + 2]! - 100)).toBeLessThanOrEqual(2);
    }
  });
});
