import type { Result } from '../contract/error-codes';
import { ok, refuse } from '../contract/error-codes';
import type { ShowEvent } from '../contract/show-events';
import { UNTREATED_SOUND } from '../contract/seat-sound';
import type { ProgramChange, SceneView, Seat, ShowState } from '../contract/show-state';
import { migrateSceneDocument } from '../scene/migrate-scene';
import { createShowState } from './create-show-state';

/**
 * A stored state of any earlier release as one of this release: parts that did not exist then get their first value, and
 * scene documents are migrated. Never throws.
 * @returns a refusal that names the scene when one was written by a later release or is damaged.
 */
export function liftShowState(stored: ShowState): Result<ShowState> {
  const scenes: SceneView[] = [];
  for (const scene of stored.scenes) {
    const lifted = liftScene(scene);
    if (!lifted.ok) return lifted;
    scenes.push(lifted.value);
  }
  const [first, ...others] = scenes;
  if (!first) return refuse('internal', 'This show was stored without a scene.');
  const { showId, title, slug } = stored;
  return ok({
    ...createShowState({ showId, title, slug, scenes: [first, ...others] }),
    ...stored,
    scenes,
    seats: stored.seats.map(liftSeat),
    programChange: liftChange(stored.programChange),
  });
}

/** Events of earlier releases carry scene documents and seats of their version. */
export function liftShowEvent(event: ShowEvent): Result<ShowEvent> {
  if (event.type === 'seat.put') return ok({ ...event, seat: liftSeat(event.seat) });
  // Before there were transitions, scenes came on by a cut.
  if (event.type === 'program.activated') return ok({ ...event, change: event.change ?? null });
  if (event.type !== 'scene.put') return ok(event);
  const scene = liftScene(event.scene);
  return scene.ok ? ok({ ...event, scene: scene.value }) : scene;
}

/** A transition that cannot be read any more is long over: the program scene stands without it. */
function liftChange(change: ProgramChange | null | undefined): ProgramChange | null {
  if (!change) return null;
  const migrated = migrateSceneDocument(change.fromDocument);
  return migrated.status === 'ok' ? { ...change, fromDocument: migrated.document, overtaken: null } : null;
}

function liftScene(scene: SceneView): Result<SceneView> {
  const migrated = migrateSceneDocument(scene.document);
  if (migrated.status === 'ok') return ok({ ...scene, document: migrated.document });
  return refuse(
    'internal',
    migrated.reason === 'newer-version'
      ? `The scene "${scene.name}" was saved by a later version of Stream Buddy. Install that version again.`
      : `The scene "${scene.name}" is damaged. Restore the show from a backup.`,
  );
}

/** SO3. Stored before seats had a treatment or could be mirrored, whatever the type says. */
function liftSeat(
  stored: Omit<Seat, 'sound' | 'mirrored'> & Partial<Pick<Seat, 'sound' | 'mirrored'>>,
): Seat {
  return { ...stored, sound: { ...UNTREATED_SOUND, ...stored.sound }, mirrored: stored.mirrored ?? false };
}
