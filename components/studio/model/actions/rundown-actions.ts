import type { RundownItem } from '@/lib/core/contract/show-state';
import { rundownClock } from '@/lib/core/show/rundown-clock';
import { mayNot, toAction, unless, type ActionContext, type StudioAction } from './studio-action';
import { switchActions } from './switch-actions';

/** The part of the plan that comes next: the first one while it does not run; null after the last. */
export function upcomingItem({ rundown }: Pick<ActionContext['state'], 'rundown'>): RundownItem | null {
  // Which part is current is the same at all times.
  const clock = rundownClock(rundown, 0);
  return clock ? clock.next : (rundown.items[0] ?? null);
}

/** Running the plan; making it is done in its dialog. */
export function rundownActions(context: ActionContext<'send'>): StudioAction[] {
  const { state, role, ports } = context;
  const { items, run } = state.rundown;
  const next = upcomingItem(state);
  const verb = rundownClock(state.rundown, 0) ? 'Next' : 'Start';
  return [
    toAction({
      id: 'rundown.next',
      group: 'Show',
      label: next ? `${verb}: ${next.title}` : 'Next part of the rundown',
      shortcut: null,
      reasons: [
        mayNot(role, 'rundown.start'),
        unless(items.length > 0, 'The show has no rundown. Plan it in the studio first.'),
        unless(next !== null, 'This is the last part of the rundown.'),
      ],
      run: () => {
        if (next) startItem(context, next);
      },
    }),
    toAction({
      id: 'rundown.stop',
      group: 'Show',
      label: 'Stop the rundown',
      shortcut: null,
      reasons: [mayNot(role, 'rundown.stop'), unless(run !== null, 'The rundown does not run.')],
      run: () => ports.send({ type: 'rundown.stop' }),
    }),
  ];
}

/** Starts a part and goes to its scene; in studio mode into the preview, so that the take stays a decision of its own. */
export function startItem(context: ActionContext<'send'>, { itemId, sceneId }: RundownItem): void {
  context.ports.send({ type: 'rundown.start', itemId });
  const toScene = switchActions(context).find(
    ({ id }) => id === `scene.activate:${sceneId}` || id === `scene.preview:${sceneId}`,
  );
  if (toScene?.isAvailable) toScene.run();
}
