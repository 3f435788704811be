import { describe, expect, it } from 'vitest';
import type { FeedView } from '../contract/scene-document';
import { DEFAULT_BACKGROUND, newSceneDocument, newTitleCard } from '../scene/new-scene-document';
import { avatarColor, initialsOf } from './avatar';
import { backgroundOps, drawList, type DrawOp } from './draw-list';
import { holdsPicture, PICTURE_HOLD_MS } from './hold-picture';
import { placeFeeds } from './place-feeds';

const HD = { width: 1280, height: 720 };
const ADA: FeedView = {
  feedId: 'camera:a',
  seatId: 'a',
  kind: 'camera',
  role: 'guest',
  name: 'Ada King',
  live: true,
};
const SCREEN: FeedView = {
  feedId: 'screen:a',
  seatId: 'a',
  kind: 'screen',
  role: 'guest',
  name: '',
  live: true,
};

function draw(document = newSceneDocument('solo'), feeds: FeedView[] = [ADA], withPicture = true): DrawOp[] {
  const placements = placeFeeds(document, feeds, HD);
  return drawList({ document, placements, feeds, canvas: HD, hasPicture: () => withPicture });
}

const nameTag = { kind: 'name-tag', text: 'Ada King', fontPx: 24, widthPxMax: 1104 } as const;
const tagOp = {
  kind: 'raster',
  key: JSON.stringify(nameTag),
  spec: nameTag,
  x: 88,
  y: 664,
  anchorX: 0,
  anchorY: 1,
  alpha: 1,
} as const;
const background = { kind: 'background', paint: DEFAULT_BACKGROUND } as const;

describe('drawList', () => {
  it('draws background, picture and name tag, in that order', () => {
    expect(draw()).toEqual([
      background,
      {
        kind: 'video',
        feedId: 'camera:a',
        cropMode: 'cover',
        radiusPx: 24,
        alpha: 1,
        x: 72,
        y: 40,
        width: 1136,
        height: 640,
      },
      tagOp,
    ]);
  });

  it('draws an avatar with initials where no picture may be shown', () => {
    const spec = {
      kind: 'avatar',
      initials: 'AK',
      color: avatarColor('camera:a'),
      widthPx: 1136,
      heightPx: 640,
      radiusPx: 24,
    };
    const avatar = {
      kind: 'raster',
      key: JSON.stringify(spec),
      spec,
      x: 72,
      y: 40,
      anchorX: 0,
      anchorY: 0,
      alpha: 1,
    };
    expect(draw(undefined, [ADA], false)).toEqual([background, avatar, tagOp]);
  });

  it('shows the card only where the scene shows nobody', () => {
    const spec = { kind: 'card', text: 'Starting soon', fontPx: 76, widthPxMax: 1050 };
    expect(draw(newTitleCard('Starting soon'))).toEqual([
      background,
      {
        kind: 'raster',
        key: JSON.stringify(spec),
        spec,
        x: 640,
        y: 360,
        anchorX: 0.5,
        anchorY: 0.5,
        alpha: 1,
      },
    ]);
    expect(draw({ ...newSceneDocument('solo'), card: 'Starting soon' })).toEqual(draw());
  });

  it('puts the logo last, over everything, at the top right', () => {
    const document = { ...newSceneDocument('solo'), logo: { kind: 'text', text: 'FRIDAY' } as const };
    const spec = { kind: 'logo-text', text: 'FRIDAY', fontPx: 30, widthPxMax: 320 };
    expect(draw(document).at(-1)).toEqual({
      kind: 'raster',
      key: JSON.stringify(spec),
      spec,
      x: 1252,
      y: 28,
      anchorX: 1,
      anchorY: 0,
      alpha: 1,
    });
  });

  it('leaves out name tags when the scene says so, and on feeds without a name', () => {
    expect(draw({ ...newSceneDocument('solo'), nameTags: false })).toHaveLength(2);
    expect(draw(newSceneDocument('presentation'), [SCREEN])).toHaveLength(2);
    expect(draw(newSceneDocument('solo'), [{ ...ADA, hasLowerThird: true }])).toHaveLength(2);
  });
});

describe('initialsOf', () => {
  it.each([
    ['Ada King Lovelace', 'AL'],
    ['ada', 'A'],
    ['  éric   zola ', 'ÉZ'],
    ['𝒜da 😀', '𝒜😀'],
    ['', '?'],
  ])('%j becomes %s', (name, initials) => expect(initialsOf(name)).toBe(initials));
});

describe('holdsPicture', () => {
  const camera = { kind: 'camera', attached: true, live: true, lastFrameAtMs: 1_000 } as const;
  it.each([
    ['a camera within the hold time', camera, 1_000 + PICTURE_HOLD_MS, true],
    ['a camera after the hold time', camera, 1_001 + PICTURE_HOLD_MS, false],
    ['a feed that never had a frame', { ...camera, lastFrameAtMs: null }, 1_000, false],
    ['a still screen that is attached', { ...camera, kind: 'screen' } as const, 9_999_999, true],
    ['a screen that ended', { ...camera, kind: 'screen', attached: false } as const, 9_999_999, false],
  ])('%s', (_name, facts, nowMs, held) => expect(holdsPicture(facts, nowMs)).toBe(held));
});

describe('a background of the library', () => {
  const first = (fit: 'cover' | 'contain', alpha?: number) =>
    backgroundOps({ kind: 'image', assetId: 'a1', fit }, HD, alpha);

  it('is a picture over black, so that nothing shows through while it is on its way', () => {
    const spec = { kind: 'cover-image', dataUrl: '/api/assets/a1', widthPx: 1280, heightPx: 720 };
    expect(first('cover')).toEqual([
      { kind: 'background', paint: { kind: 'color', color: '#000000' } },
      { kind: 'raster', key: JSON.stringify(spec), spec, x: 0, y: 0, anchorX: 0, anchorY: 0, alpha: 1 },
    ]);
    expect(first('contain')[1]).toMatchObject({ spec: { ...spec, fit: 'contain' } });
  });

  it('fades with its black', () => {
    expect(first('cover', 0.25).map((op) => op.alpha)).toEqual([0.25, 0.25]);
  });
});
