import type { Result } from '../contract/error-codes';
import { ok } from '../contract/error-codes';
import { LIMITS } from '../contract/limits';
import type { Logo } from '../contract/logo';
import type { ShowCommand } from '../contract/show-commands';
import { migrateSceneDocument, type SceneIssue } from './migrate-scene';
import type { NamedScene } from './scene-template';

/** What a `*.scene.json` file says of itself. `version` is that of the envelope; every document has its own. */
const FILE_KIND = 'stream-buddy-scenes';
const FILE_VERSION = 1;

/** Larger than sixty scenes with a logo each can be. */
export const SCENE_FILE_CHARS_MAX = 16 * 1024 * 1024;

/** One reason why a file is not imported. `place`: where in the file, as user text. */
export interface SceneFileProblem {
  place: string;
  reason: string;
}

/** Told at most: after a few, the file is simply not what it should be. */
const PROBLEMS_MAX = 8;

/** Scenes as the text of a file that `readSceneFile` takes, in this release and later ones. */
export function writeSceneFile(scenes: readonly NamedScene[]): string {
  const file = {
    kind: FILE_KIND,
    version: FILE_VERSION,
    scenes: scenes.map(({ name, document }) => ({ name, document })),
  };
  return `${JSON.stringify(file, null, 2)}\n`;
}

/**
 * The scenes of a file, lifted to this release's form. All or nothing: a single scene that cannot be read refuses the
 * file, with the place and the reason of each problem. Never throws.
 */
export function readSceneFile(text: string): Result<NamedScene[], SceneFileProblem[]> {
  if (text.length > SCENE_FILE_CHARS_MAX) return problem('The file', 'It is larger than any file of scenes.');
  const parsed = parseJson(text);
  if (!parsed.ok) return problem('The file', `It is not JSON: ${parsed.error}`);
  const file = parsed.value;
  if (!isRecord(file) || file['kind'] !== FILE_KIND || !Array.isArray(file['scenes']))
    return problem('The file', 'It is not a file of scenes that Stream Buddy exported.');
  if (typeof file['version'] !== 'number' || file['version'] > FILE_VERSION)
    return problem('The file', 'A later version of Stream Buddy wrote it. Import it there.');
  const entries: readonly unknown[] = file['scenes'];
  if (entries.length === 0) return problem('The file', 'It has no scenes.');
  if (entries.length > LIMITS.scenesMax)
    return problem('The file', `It has ${entries.length} scenes; a show has at most ${LIMITS.scenesMax}.`);
  const read = entries.map(readEntry);
  const problems = read.flatMap((entry) => (entry.ok ? [] : [entry.error]));
  if (problems.length > 0) return { ok: false, error: problems.slice(0, PROBLEMS_MAX) };
  return ok(read.flatMap((entry) => (entry.ok ? [entry.value] : [])));
}

/** The command that puts these scenes into a show, with fresh ids and each logo once. */
export function importCommand(
  scenes: readonly NamedScene[],
  newId: () => string,
): Extract<ShowCommand, { type: 'scene.import' }> {
  const logos = new Map<string, { logo: Logo; sceneIds: string[] }>();
  const withIds = scenes.map(({ name, document }) => {
    const sceneId = newId();
    if (document.logo.kind !== 'image') return { sceneId, name, document };
    const key = document.logo.dataUrl;
    const shared = logos.get(key) ?? { logo: document.logo, sceneIds: [] };
    shared.sceneIds.push(sceneId);
    logos.set(key, shared);
    return { sceneId, name, document: { ...document, logo: { kind: 'none' as const } } };
  });
  return { type: 'scene.import', scenes: withIds, logos: [...logos.values()] };
}

/** How people find a scene in a file. @param index - from 0. @param name - empty: it has none. */
export const placeInFile = (index: number, name: string): string =>
  `Scene ${index + 1}${name === '' ? '' : ` (“${name.slice(0, LIMITS.nameChars)}”)`}`;

function readEntry(entry: unknown, index: number): Result<NamedScene, SceneFileProblem> {
  const named = isRecord(entry) && typeof entry['name'] === 'string' ? entry['name'].trim() : '';
  const place = placeInFile(index, named);
  if (!isRecord(entry) || named === '') return wrong(place, 'It has no name.');
  if (named.length > LIMITS.nameChars)
    return wrong(place, `Its name is longer than ${LIMITS.nameChars} characters.`);
  const migrated = migrateSceneDocument(entry['document']);
  if (migrated.status === 'ok') return ok({ name: named, document: migrated.document });
  if (migrated.reason === 'newer-version')
    return wrong(place, 'A later version of Stream Buddy wrote it. Import it there.');
  return wrong(place, damage(migrated.issue));
}

const damage = (issue: SceneIssue | undefined): string =>
  issue
    ? `Its ${issue.place === '' ? 'document' : issue.place} is wrong: ${issue.text}.`
    : 'It is not a scene.';

type Refused<E> = { ok: false; error: E };

const wrong = (place: string, reason: string): Refused<SceneFileProblem> => ({
  ok: false,
  error: { place, reason },
});
const problem = (place: string, reason: string): Refused<SceneFileProblem[]> => ({
  ok: false,
  error: [{ place, reason }],
});

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function parseJson(text: string): Result<unknown, string> {
  try {
    return ok(JSON.parse(text) as unknown);
  } catch (error) {
    return { ok: false, error: error instanceof Error ? error.message : 'it cannot be read' };
  }
}
