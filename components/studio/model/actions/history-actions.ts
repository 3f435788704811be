import { changeText } from '@/components/shared/activity-text';
import { mayNot, toAction, unless, type ActionContext, type StudioAction } from './studio-action';

/** A person's own changes. The keys are taken where they are pressed: a field has an undo of its own. */
export function historyActions({ role, ports }: ActionContext<'history' | 'turn'>): StudioAction[] {
  const { undo, redo } = ports.history;
  return [
    toAction({
      id: 'history.undo',
      group: 'Show',
      label: undo === null ? 'Undo' : `Undo: you ${changeText(undo)}`,
      shortcut: 'Mod+z',
      reasons: [mayNot(role, 'history.undo'), unless(undo !== null, 'Nothing of yours to undo.')],
      run: () => ports.turn('undo'),
    }),
    toAction({
      id: 'history.redo',
      group: 'Show',
      label: redo === null ? 'Redo' : `Redo: you ${changeText(redo)}`,
      shortcut: 'Mod+Shift+z',
      reasons: [mayNot(role, 'history.redo'), unless(redo !== null, 'Nothing of yours to redo.')],
      run: () => ports.turn('redo'),
    }),
  ];
}
