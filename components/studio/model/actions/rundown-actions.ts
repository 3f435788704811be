import type { RundownItem } from '@/lib/core/contract/show-state';
import { mayNot, toAction, unless, type ActionContext, type StudioAction } from './studio-action';

/** The plan of the show: its next part from anywhere, and every part by its name. */
export function rundownActions(context: ActionContext): StudioAction[] {
  const { rundown } = context.state;
  const { role, ports } = context;
  const { items, run } = rundown;
  const currentIndex = items.findIndex(({ itemId }) => itemId === run?.itemId);
  const next = items[currentIndex + 1];
  return [
    toAction({
      id: 'rundown.next',
      group: 'Rundown',
      label: next ? `${run ? 'Next part' : 'Start the rundown'}: ${next.title}` : 'Next part of the rundown',
      shortcut: 'Shift+n',
      reasons: [
        mayNot(role, 'rundown.start'),
        unless(items.length > 0, 'There is no rundown yet. Plan the show first.'),
        unless(next !== undefined, 'The last part is running.'),
      ],
      run: () => {
        if (next) startPart(next, context);
      },
    }),
    toAction({
      id: 'rundown.stop',
      group: 'Rundown',
      label: 'Stop the rundown',
      shortcut: null,
      reasons: [mayNot(role, 'rundown.stop'), unless(run !== null, 'The rundown is not running.')],
      run: () => ports.send({ type: 'rundown.stop' }),
    }),
    ...items.map((item) =>
      toAction({
        id: `rundown.start:${item.itemId}`,
        group: 'Rundown',
        label: `Start the part ${item.title}`,
        shortcut: null,
        reasons: [
          mayNot(role, 'rundown.start'),
          unless(item.itemId !== run?.itemId, 'This part is running already.'),
        ],
        run: () => startPart(item, context),
      }),
    ),
  ];
}

/** With its scene: on program in direct mode; in studio mode in the preview, so that the take stays a decision of its own. */
function startPart({ itemId, sceneId }: RundownItem, { state, ports }: ActionContext): void {
  ports.send({ type: 'rundown.start', itemId });
  const { scenes, switching, programSceneId } = state;
  if (sceneId === null || !scenes.some((scene) => scene.sceneId === sceneId)) return;
  if (switching.mode === 'direct' && sceneId !== programSceneId)
    ports.send({ type: 'scene.activate', sceneId });
  if (switching.mode === 'studio' && sceneId !== switching.previewSceneId)
    ports.send({ type: 'scene.preview', sceneId });
}
