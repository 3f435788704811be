import { LIMITS } from '@/lib/core/contract/limits';
import { movedBy } from '../moved-by';
import { editedScene } from '../scene-of';
import { mayNot, toAction, unless, type ActionContext, type StudioAction } from './studio-action';

const FULL = `A show has at most ${LIMITS.scenesMax} scenes. Remove one first.`;

/** The list of scenes. What acts on one scene acts on the one that is worked on: the preview in studio mode. */
export function sceneActions({ state, role, ports }: ActionContext): StudioAction[] {
  const { scenes } = state;
  const scene = editedScene(state);
  const hasRoom = unless(scenes.length < LIMITS.scenesMax, FULL);
  return [
    toAction({
      id: 'scene.add',
      group: 'Scenes',
      label: 'Add a scene',
      shortcut: 'n',
      reasons: [mayNot(role, 'scene.add'), hasRoom],
      run: ports.openNewScene,
    }),
    toAction({
      id: 'scene.import',
      group: 'Scenes',
      label: 'Import scenes from a file',
      shortcut: null,
      reasons: [mayNot(role, 'scene.import'), hasRoom],
      run: ports.openImport,
    }),
    toAction({
      id: 'scene.export-all',
      group: 'Scenes',
      label: 'Export all scenes to a file',
      shortcut: null,
      run: () => ports.exportScenes(scenes.map(({ sceneId }) => sceneId)),
    }),
    ...(scene ? oneSceneActions(scene, { state, role, ports }, hasRoom) : []),
  ];
}

function oneSceneActions(
  { sceneId, name }: { sceneId: string; name: string },
  { state, role, ports }: ActionContext,
  hasRoom: string | null,
): StudioAction[] {
  const ids = state.scenes.map((known) => known.sceneId);
  const move = (step: -1 | 1): StudioAction => {
    const order = movedBy(ids, sceneId, step);
    return toAction({
      id: step < 0 ? 'scene.move-up' : 'scene.move-down',
      group: 'Scenes',
      label: `Move ${name} ${step < 0 ? 'up' : 'down'}`,
      shortcut: null,
      reasons: [
        mayNot(role, 'scene.reorder'),
        unless(order !== null, `It is the ${step < 0 ? 'first' : 'last'} scene already.`),
      ],
      run: () => {
        if (order) ports.send({ type: 'scene.reorder', sceneIds: order });
      },
    });
  };
  return [
    toAction({
      id: 'scene.rename',
      group: 'Scenes',
      label: `Rename ${name}`,
      shortcut: null,
      reasons: [mayNot(role, 'scene.rename')],
      run: () => ports.openRename(sceneId),
    }),
    toAction({
      id: 'scene.duplicate',
      group: 'Scenes',
      label: `Duplicate ${name}`,
      shortcut: null,
      reasons: [mayNot(role, 'scene.duplicate'), hasRoom],
      run: () => ports.send({ type: 'scene.duplicate', sceneId, newSceneId: ports.newId() }),
    }),
    move(-1),
    move(1),
    toAction({
      id: 'scene.export',
      group: 'Scenes',
      label: `Export ${name} to a file`,
      shortcut: null,
      run: () => ports.exportScenes([sceneId]),
    }),
    toAction({
      id: 'scene.remove',
      group: 'Scenes',
      label: `Remove ${name}`,
      shortcut: null,
      reasons: [mayNot(role, 'scene.remove'), whyNotRemove(state, sceneId)],
      run: () => ports.send({ type: 'scene.remove', sceneId }),
    }),
  ];
}

/** Nobody takes a scene from under the viewers by removing it. */
export function whyNotRemove(
  { scenes, programSceneId }: Pick<ActionContext['state'], 'scenes' | 'programSceneId'>,
  sceneId: string,
): string | null {
  if (scenes.length === 1) return 'A show keeps at least one scene.';
  return unless(sceneId !== programSceneId, 'This scene is on program. Switch to another one first.');
}
