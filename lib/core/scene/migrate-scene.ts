import { parseUntrusted } from '../contract/parse-untrusted';
import { SCENE_VERSION, sceneDocumentSchema, type SceneDocument } from '../contract/scene-document';

export type SceneMigration =
  | { status: 'ok'; document: SceneDocument }
  /** `newer-version`: written by a later release; `not-a-scene`: damaged or never a scene. */
  | { status: 'refused'; reason: 'newer-version' | 'not-a-scene'; issue?: SceneIssue };

/** What is wrong first: `place` as in `background.color`, `text` in the schema's words. */
export interface SceneIssue {
  place: string;
  text: string;
}

/** Lifts a stored scene document of any earlier version to SCENE_VERSION. Never throws. */
export function migrateSceneDocument(stored: unknown): SceneMigration {
  const version = storedVersion(stored);
  if (version === null) return { status: 'refused', reason: 'not-a-scene' };
  if (version > SCENE_VERSION) return { status: 'refused', reason: 'newer-version' };
  let lifted: object = stored as object;
  for (let from = version; from < SCENE_VERSION; from += 1) {
    const lift = LIFTS[from];
    if (!lift) return { status: 'refused', reason: 'not-a-scene' };
    lifted = lift(lifted);
  }
  const parsed = parseUntrusted(sceneDocumentSchema, lifted);
  if (parsed.success) return { status: 'ok', document: parsed.data };
  const [first] = parsed.error.issues;
  const issue = first && { place: first.path.join('.'), text: first.message };
  return { status: 'refused', reason: 'not-a-scene', ...(issue ? { issue } : {}) };
}

/** `LIFTS[n]` turns version n into n + 1. */
const LIFTS: Readonly<Record<number, (document: object) => object>> = {
  /** 2 binds slots to roles and seats, and has graphics and a clip of its own. */
  1: (document) => ({ ...document, ...{ version: 2, slots: [], graphicIds: [], mediaId: null } }),
  /** 3 lets shared screens lead. Some of version 2 say already whether they do. */
  2: ({ screenLeads = true, ...document }: { screenLeads?: unknown }) => ({
    ...{ ...document, version: 3, screenLeads },
  }),
};

function storedVersion(stored: unknown): number | null {
  if (typeof stored !== 'object' || stored === null || !('version' in stored)) return null;
  return Number.isInteger(stored.version) ? (stored.version as number) : null;
}
