import { expect, it } from 'vitest';
import type { AssetKind } from '../contract/asset';
import type { SceneDocument } from '../contract/scene-document';
import { DEFAULT_BACKGROUND, newSceneDocument } from './new-scene-document';
import { sceneAssets, withoutMissingAssets } from './scene-assets';

const scene = (name: string, part: Partial<SceneDocument>) => ({
  name,
  document: { ...newSceneDocument('grid'), ...part },
});
const loop = { kind: 'video', assetId: 'loop' } as const;
const wall = { kind: 'image', assetId: 'wall', fit: 'cover' } as const;
const logoOf = (assetId: string) => ({ kind: 'image', dataUrl: `/api/assets/${assetId}` }) as const;
const carried = { kind: 'image', dataUrl: 'data:image/png;base64,AAAA' } as const;

it('a scene shows the files of its background and logo, not those that it carries', () => {
  expect(sceneAssets(scene('Talk', { background: wall, logo: logoOf('mark') }).document)).toEqual([
    { part: 'background', assetId: 'wall', kind: 'image' },
    { part: 'logo', assetId: 'mark', kind: 'image' },
  ]);
  expect(sceneAssets(scene('Talk', { logo: carried }).document)).toEqual([]);
});

it('[SC8] says of each file that is not there in which scene it was, and takes it out', () => {
  const library = new Map<string, AssetKind>([
    ['wall', 'image'],
    ['mark', 'image'],
    // The id is that of another file here.
    ['loop', 'audio'],
  ]);
  const scenes = [
    scene('Talk', { background: wall, logo: logoOf('mark') }),
    scene('Break', { background: loop, logo: carried }),
    scene('Outro', { logo: logoOf('gone'), card: 'Thank you' }),
  ];
  const { scenes: kept, missing } = withoutMissingAssets(scenes, library);
  expect(kept).toEqual([
    scenes[0],
    scene('Break', { background: DEFAULT_BACKGROUND, logo: carried }),
    scene('Outro', { logo: { kind: 'none' }, card: 'Thank you' }),
  ]);
  expect(missing).toEqual([
    { place: 'Scene 2 (“Break”)', reason: expect.stringContaining('The clip behind it') as string },
    { place: 'Scene 3 (“Outro”)', reason: expect.stringContaining('Its logo') as string },
  ]);
});
