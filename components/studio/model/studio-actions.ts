import type { Role } from '@/lib/core/access/can';
import type { ShowState } from '@/lib/core/contract/show-state';
import { graphicActions } from './actions/graphic-actions';
import { historyActions } from './actions/history-actions';
import { layoutActions } from './actions/layout-actions';
import { mediaActions } from './actions/media-actions';
import { outputActions } from './actions/output-actions';
import { ownSeatActions, placeActions, seatsActions } from './actions/people-actions';
import { rundownActions } from './actions/rundown-actions';
import { sceneActions } from './actions/scene-actions';
import { showActions } from './actions/show-actions';
import {
  toAction,
  type ActionContext,
  type StudioAction,
  type StudioActionPorts,
} from './actions/studio-action';
import { switchActions } from './actions/switch-actions';

/** All that a producer can do at this moment, and what is not possible with its reason. */
export function studioActions(state: ShowState, role: Role, ports: StudioActionPorts): StudioAction[] {
  const context: ActionContext = { state, role, ports };
  return [
    ...switchActions(context),
    ...showActions(context),
    ...rundownActions(context),
    ...outputActions(context),
    ...sceneActions(context),
    ...layoutActions(context),
    ...graphicActions(context),
    ...mediaActions(context),
    ...seatsActions(context),
    ...ownSeatActions(context),
    ...placeActions(context),
    ...historyActions(context),
    toAction({
      id: 'palette',
      group: 'Help',
      label: 'Find a command',
      shortcut: 'Mod+k',
      run: ports.openPalette,
    }),
    toAction({
      id: 'remote',
      group: 'Help',
      label: 'Open the remote on your phone',
      shortcut: null,
      run: ports.openRemote,
    }),
    toAction({ id: 'help', group: 'Help', label: 'Keyboard shortcuts', shortcut: '?', run: ports.openHelp }),
  ];
}

/** Letters that mean something else with Shift; all others mean the same. */
const SHIFTED_LETTERS: ReadonlySet<string> = new Set(['G', 'M', 'N']);

/** What a remote needs of the ports; the rest of the table opens what only a studio has. */
export type RemoteActionPorts = Pick<
  StudioActionPorts,
  'send' | 'nowMs' | 'askGoLive' | 'askEndShow' | 'history' | 'turn'
>;

/** The part of the same table that runs a show without drawing it: no editors, no files, no camera of one's own. */
export function remoteActions(state: ShowState, role: Role, ports: RemoteActionPorts): StudioAction[] {
  const context = { state, role, ports };
  return [
    ...switchActions(context),
    ...showActions(context),
    ...graphicActions(context),
    ...mediaActions(context),
    ...seatsActions(context),
    ...rundownActions(context),
    ...historyActions(context),
  ];
}

export type KeyPress = Pick<KeyboardEvent, 'key' | 'code' | 'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey'>;

/**
 * The name of a key press in the actions table, or null for one that belongs to the browser. Digits go by their place on
 * the keyboard: with Shift they would be other signs, and on a French keyboard without it.
 */
export function shortcutOf({ key, code, ctrlKey, metaKey, altKey, shiftKey }: KeyPress): string | null {
  const digit = /^Digit([1-9])$/.exec(code)?.[1];
  if (ctrlKey || metaKey) return key.toLowerCase() === 'k' && !shiftKey && !altKey ? 'Mod+k' : null;
  if (altKey) return digit === undefined ? null : shiftKey ? `Alt+Shift+${digit}` : `Alt+${digit}`;
  if (digit !== undefined) return shiftKey ? `Shift+${digit}` : digit;
  if (key === ' ') return 'Space';
  if (shiftKey && SHIFTED_LETTERS.has(key)) return `Shift+${key.toLowerCase()}`;
  return key.length === 1 ? key.toLowerCase() : key;
}

/** @returns the action that a key press means now, or null. */
export function actionForKey(actions: readonly StudioAction[], press: KeyPress): StudioAction | null {
  const pressed = shortcutOf(press);
  if (pressed === null) return null;
  return actions.find(({ shortcut, isAvailable }) => isAvailable && shortcut === pressed) ?? null;
}

const KEY_NAMES: Readonly<Record<string, string>> = { Escape: 'Esc', Mod: 'Ctrl' };

/** The keys of a shortcut as they are printed on a keyboard: `Shift`, `1`. */
export const keysOf = (shortcut: string): string[] =>
  shortcut.split('+').map((key) => KEY_NAMES[key] ?? (key.length === 1 ? key.toUpperCase() : key));
