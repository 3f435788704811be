import { describe, expect, it } from 'vitest';
import { assetUrl } from '../contract/asset';
import { ASSET_LIMITS } from '../contract/asset-limits';
import { after, newShow } from '../show/testing/show-fixtures';
import { assetNameOf } from './asset-name';
import { ASSET_EXTENSIONS, kindByName } from './asset-types';
import { findAssetUses, mentionsAsset } from './find-asset-uses';
import { judgeRoom, judgeUpload } from './judge-upload';
import { readFont } from './read-font';

describe('judgeUpload', () => {
  it.each([
    ['Photo.JPG', 1, 'image'],
    ['clip.final.mp4', 2_000_000_000, 'video'],
    ['song.opus', 5, 'audio'],
    ['Brand.woff2', 5_000_000, 'font'],
  ])('takes %s', (fileName, bytes, kind) => {
    expect(judgeUpload({ fileName, bytes })).toEqual({ ok: true, value: kind });
  });

  it.each([
    ['no ending', 1, 'invalid-input'],
    ['logo.svg', 1, 'invalid-input'],
    ['page.png.html', 1, 'invalid-input'],
    ['photo.png.exe', 1, 'invalid-input'],
    ['constructor', 1, 'invalid-input'],
    ['a.__proto__', 1, 'invalid-input'],
    ['a.toString', 1, 'invalid-input'],
    ['photo.png', 0, 'invalid-input'],
    ['photo.png', -1, 'invalid-input'],
    ['photo.png', 1.5, 'invalid-input'],
    ['photo.png', Number.NaN, 'invalid-input'],
    ['photo.png', 25_000_001, 'too-large'],
    ['clip.mp4', 2_000_000_001, 'too-large'],
  ])('refuses %s of %s bytes', (fileName, bytes, code) => {
    expect(judgeUpload({ fileName, bytes })).toMatchObject({ ok: false, error: { code } });
  });

  it('knows the kind of every ending that the chooser offers', () => {
    for (const extension of ASSET_EXTENSIONS) expect(kindByName(`x.${extension}`)).not.toBeNull();
  });
});

describe('judgeRoom', () => {
  const empty = { assets: 0, bytes: 0, uploads: 0, uploadBytes: 0 };
  const asked = { bytes: 40, quotaBytes: 100 };

  it('counts what is on its way as if it were there', () => {
    expect(judgeRoom({ ...empty, bytes: 30, uploadBytes: 30 }, asked)).toBeNull();
    expect(judgeRoom({ ...empty, bytes: 30, uploadBytes: 31 }, asked)).toMatchObject({
      error: { code: 'limit-reached' },
    });
  });

  it('has a bound of files, and of uploads', () => {
    const { assetsMax, uploadsMax } = ASSET_LIMITS;
    expect(judgeRoom({ ...empty, uploads: uploadsMax }, asked)?.error.message).toMatch(/have not ended/);
    expect(judgeRoom({ ...empty, assets: assetsMax - 1, uploads: 1 }, asked)?.error.message).toMatch(/files/);
  });
});

describe('assetNameOf', () => {
  it.each([
    ['C:\\fakepath\\Set one.png', 'Set one'],
    ['../../etc/passwd', 'passwd'],
    ['evil\u202egnp.exe', 'evilgnp'],
    ['\u0000\n.mp4', 'Untitled'],
    ['half \ud800 pair.wav', 'half  pair'],
    ['', 'Untitled'],
    ['a'.repeat(500), 'a'.repeat(ASSET_LIMITS.nameChars)],
    ['Überblick (2).JPEG', 'Überblick (2)'],
  ])('%j is listed as %j', (fileName, name) => {
    expect(assetNameOf(fileName)).toBe(name);
  });
});

/** OpenType §"Table Directory": every needed table empty, behind the directory. */
function trueType(tags: readonly string[], extra = 0): Uint8Array {
  const bytes = new Uint8Array(12 + 16 * tags.length + extra);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, 0x00010000);
  view.setUint16(4, tags.length);
  for (const [index, tag] of tags.entries()) {
    for (let at = 0; at < 4; at++) bytes[12 + 16 * index + at] = tag.charCodeAt(at);
    view.setUint32(12 + 16 * index + 8, 12 + 16 * tags.length);
  }
  return bytes;
}
const TABLES = ['cmap', 'glyf', 'head', 'hhea', 'hmtx', 'maxp'];

describe('readFont', () => {
  it('takes a font with the tables that letters need', () => {
    expect(readFont(trueType(TABLES))).toEqual({ ok: true, value: { contentType: 'font/ttf' } });
  });

  it.each([
    ['nothing', new Uint8Array(0), 'truncated'],
    ['a page', new TextEncoder().encode('<html><script></script></html>'), 'not-a-font'],
    ['a font with something behind it', trueType(TABLES, 100), 'not-a-font'],
    ['a font without letters', trueType(TABLES.filter((tag) => tag !== 'glyf')), 'no-letters'],
    ['half a directory', trueType(TABLES).subarray(0, 60), 'truncated'],
    ['a WOFF2 that states more than there is', woff2(100, 48), 'truncated'],
    ['a WOFF2 with something behind it', woff2(50, 60), 'not-a-font'],
  ])('refuses %s', (_name, bytes, problem) => {
    expect(readFont(bytes)).toEqual({ ok: false, problem });
  });

  it('never throws, whatever its header says', () => {
    for (const magic of ['wOF2', 'wOFF', 'OTTO', 'true', 'ttcf'])
      for (let length = 0; length < 80; length++) {
        const bytes = new Uint8Array(length).fill(0xff);
        bytes.set(new TextEncoder().encode(magic).subarray(0, length));
        expect(readFont(bytes).ok).toBe(false);
      }
  });
});

function woff2(stated: number, bytes: number): Uint8Array {
  const view = new DataView(new ArrayBuffer(bytes));
  view.setUint32(0, 0x774f4632);
  view.setUint32(8, stated);
  view.setUint16(12, 1);
  return new Uint8Array(view.buffer);
}

describe('findAssetUses', () => {
  it('names scenes, graphics, cues and the brand that need a file', () => {
    const show = newShow();
    const sceneId = show.scenes[0]!.sceneId;
    const used = after(
      show,
      { type: 'scene.setBackground', sceneId, background: { kind: 'image', assetId: 'a1', fit: 'cover' } },
      {
        type: 'graphic.add',
        graphicId: 'g1',
        name: 'Sponsor',
        spec: { kind: 'image', dataUrl: assetUrl('a1'), place: 'full' },
      },
      { type: 'show.setBrand', brand: { ...show.brand, font: 'asset:a1' } },
    );
    expect(findAssetUses(used, 'a1')).toEqual([
      { part: 'scene', name: show.scenes[0]!.name },
      { part: 'graphic', name: 'Sponsor' },
      { part: 'brand', name: '' },
    ]);
    expect(findAssetUses(used, 'a')).toEqual([]);
  });

  it('takes no other text for a reference', () => {
    expect(mentionsAsset({ text: 'see /api/assets/a1 please', name: 'a12' }, 'a1')).toBe(false);
    expect(mentionsAsset(null, 'a1')).toBe(false);
  });
});
