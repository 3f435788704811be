import { expect, it } from 'vitest';
import { LIMITS } from '../contract/limits';
import { newSceneDocument, newTitleCard } from './new-scene-document';
import { importCommand, readSceneFile, writeSceneFile } from './scene-file';

const scenes = [
  { name: 'Talk', document: newSceneDocument('grid') },
  { name: 'Soon', document: newTitleCard('Starting soon') },
];
const file = (part: object) => JSON.stringify({ kind: 'stream-buddy-scenes', version: 1, scenes, ...part });
const problemsOf = (text: string) => {
  const read = readSceneFile(text);
  return read.ok ? [] : read.error;
};

it('reads what it wrote', () => {
  expect(readSceneFile(writeSceneFile(scenes))).toEqual({ ok: true, value: scenes });
});

it('lifts scenes of earlier releases', () => {
  const old = { ...newSceneDocument('grid'), version: 1, slots: undefined };
  expect(readSceneFile(file({ scenes: [{ name: 'Talk', document: old }] }))).toEqual({
    ok: true,
    value: [scenes[0]],
  });
});

it.each([
  ['not JSON', '{ "kind": ', /not JSON/],
  ['another file', '{"scenes":[]}', /not a file of scenes/],
  ['a list', '[]', /not a file of scenes/],
  ['a later file', file({ version: 2 }), /later version/],
  ['no scenes', file({ scenes: [] }), /no scenes/],
  ['too many', file({ scenes: Array.from({ length: LIMITS.scenesMax + 1 }, () => scenes[0]) }), /61 scenes/],
])('refuses %s and says why', (_what, text, reason) => {
  expect(problemsOf(text)).toEqual([{ place: 'The file', reason: expect.stringMatching(reason) as string }]);
});

it('names the place and the reason of each scene that it cannot read, and reads none', () => {
  const damaged = { ...newSceneDocument('grid'), background: { kind: 'color', color: 'red' } };
  const later = { ...newSceneDocument('grid'), version: 99 };
  const bad = [
    scenes[0],
    { name: 'Red', document: damaged },
    { name: '  ', document: newSceneDocument('solo') },
    { name: 'Next year', document: later },
    { name: 'Nothing', document: null },
    { name: 'x'.repeat(LIMITS.nameChars + 1), document: newSceneDocument('solo') },
  ];
  expect(problemsOf(file({ scenes: bad }))).toMatchObject([
    { place: 'Scene 2 (“Red”)', reason: expect.stringContaining('Its background.color is wrong') as string },
    { place: 'Scene 3', reason: 'It has no name.' },
    { place: 'Scene 4 (“Next year”)', reason: expect.stringContaining('later version') as string },
    { place: 'Scene 5 (“Nothing”)', reason: 'It is not a scene.' },
    { reason: expect.stringContaining('longer than 60') as string },
  ]);
});

it('sends a logo that scenes share once', () => {
  const logo = { kind: 'image', dataUrl: 'data:image/png;base64,AAAA' } as const;
  const branded = scenes.map((scene) => ({ ...scene, document: { ...scene.document, logo } }));
  let ids = 0;
  const command = importCommand([...branded, ...scenes], () => `id${(ids += 1)}`);
  expect(command.logos).toEqual([{ logo, sceneIds: ['id1', 'id2'] }]);
  expect(command.scenes.map(({ sceneId, document }) => [sceneId, document.logo.kind])).toEqual(
    ['id1', 'id2', 'id3', 'id4'].map((id) => [id, 'none']),
  );
});
