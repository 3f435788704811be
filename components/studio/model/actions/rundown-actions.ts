import type { RundownItem } from '@/lib/core/contract/show-state';
import { rundownClock } from '@/lib/core/show/rundown-clock';
import { mayNot, toAction, unless, type ActionContext, type StudioAction } from './studio-action';

/** The part of the plan that comes next: the first one while it does not run; null after the last. */
export function upcomingItem({ rundown }: Pick<ActionContext['state'], 'rundown'>): RundownItem | null {
  // Which part is current is the same at all times.
  const clock = rundownClock(rundown, 0);
  return clock ? clock.next : (rundown.items[0] ?? null);
}

/** The plan of the show: its next part from anywhere, and every part by its name. */
export function rundownActions(context: ActionContext<'send'>): StudioAction[] {
  const { state, role, ports } = context;
  const { items, run } = state.rundown;
  const next = upcomingItem(state);
  const verb = rundownClock(state.rundown, 0) ? 'Next' : 'Start';
  return [
    toAction({
      id: 'rundown.next',
      group: 'Rundown',
      label: next ? `${verb}: ${next.title}` : 'Next part of the rundown',
      shortcut: 'Shift+n',
      reasons: [
        mayNot(role, 'rundown.start'),
        unless(items.length > 0, 'There is no rundown yet. Plan the show first.'),
        unless(next !== null, 'The last part is running.'),
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
function startPart({ itemId, sceneId }: RundownItem, { state, ports }: ActionContext<'send'>): void {
  ports.send({ type: 'rundown.start', itemId });
  const { scenes, switching, programSceneId } = state;
  if (sceneId === null || !scenes.some((scene) => scene.sceneId === sceneId)) return;
  if (switching.mode === 'direct' && sceneId !== programSceneId)
    ports.send({ type: 'scene.activate', sceneId });
  if (switching.mode === 'studio' && sceneId !== switching.previewSceneId)
    ports.send({ type: 'scene.preview', sceneId });
}
