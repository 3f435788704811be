import { can, type Role } from '@/lib/core/access/can';
import type { LayoutId } from '@/lib/core/contract/scene-document';
import type { ShowCommand } from '@/lib/core/contract/show-commands';
import type { ShowState } from '@/lib/core/contract/show-state';
import { LAYOUT_NAMES } from './log-wording';

/** One thing a producer can do: read by buttons, shortcuts and the help page alike. */
export interface StudioAction {
  id: string;
  group: 'Show' | 'Scenes' | 'Layouts' | 'People' | 'Help';
  label: string;
  /** As `KeyboardEvent.key`, lower case for letters; null has no key. */
  shortcut: string | null;
  isAvailable: boolean;
  run: () => void;
}

export interface StudioActionPorts {
  send: (command: ShowCommand) => void;
  /** On-air acts ask first; the dialog sends. */
  askGoLive: () => void;
  askEndShow: () => void;
  openHelp: () => void;
  newId: () => string;
  /** The producer's own microphone; null while they are not on camera. */
  ownMicrophone: { isMuted: boolean; toggle: () => void } | null;
}

export const LAYOUT_IDS: readonly LayoutId[] = [
  'solo',
  'split',
  'side-by-side',
  'grid',
  'picture-in-picture',
  'presentation',
  'interview',
  'news',
  'spotlight',
  'cinema',
  'free',
];

/** Function keys of letters that sit together on every keyboard and mean nothing else here. */
const LAYOUT_KEYS: Record<LayoutId, string> = {
  solo: 'q',
  split: 'w',
  'side-by-side': 'e',
  grid: 'r',
  'picture-in-picture': 't',
  presentation: 'y',
  interview: 'u',
  news: 'i',
  spotlight: 'o',
  cinema: 'p',
  free: 'f',
};

/** Number keys reach the first nine scenes. */
const SCENE_KEYS_MAX = 9;

export function studioActions(state: ShowState, role: Role, ports: StudioActionPorts): StudioAction[] {
  const { send } = ports;
  const { status } = state.phase;
  const may = (type: ShowCommand['type']) => can(role, type);
  const waiting = state.seats.find(({ place }) => place === 'waiting');
  const activeId = state.programSceneId;
  return [
    {
      id: 'show.go-live',
      group: 'Show',
      label: 'Go live',
      shortcut: null,
      isAvailable: may('show.goLive') && status === 'rehearsal',
      run: ports.askGoLive,
    },
    {
      id: 'show.cancel-countdown',
      group: 'Show',
      label: 'Cancel the countdown',
      shortcut: 'Escape',
      isAvailable: may('show.cancelCountdown') && status === 'countdown',
      run: () => send({ type: 'show.cancelCountdown' }),
    },
    {
      id: 'show.end',
      group: 'Show',
      label: 'End show',
      shortcut: null,
      isAvailable: may('show.endShow') && status === 'live',
      run: ports.askEndShow,
    },
    {
      id: 'show.reopen',
      group: 'Show',
      label: 'Back to rehearsal',
      shortcut: null,
      isAvailable: may('show.reopen') && status === 'ended',
      run: () => send({ type: 'show.reopen' }),
    },
    ...state.scenes.map((scene, index): StudioAction => ({
      id: `scene.activate:${scene.sceneId}`,
      group: 'Scenes',
      label: `Switch to ${scene.name}`,
      shortcut: index < SCENE_KEYS_MAX ? String(index + 1) : null,
      isAvailable: may('scene.activate') && scene.sceneId !== activeId,
      run: () => send({ type: 'scene.activate', sceneId: scene.sceneId }),
    })),
    {
      id: 'scene.add',
      group: 'Scenes',
      label: 'Add a scene',
      shortcut: 'n',
      isAvailable: may('scene.add'),
      run: () =>
        send({
          type: 'scene.add',
          sceneId: ports.newId(),
          name: `Scene ${state.scenes.length + 1}`,
          layout: 'grid',
        }),
    },
    ...LAYOUT_IDS.map((layout): StudioAction => ({
      id: `layout:${layout}`,
      group: 'Layouts',
      label: LAYOUT_NAMES[layout],
      shortcut: LAYOUT_KEYS[layout],
      isAvailable: may('scene.setLayout'),
      run: () => send({ type: 'scene.setLayout', sceneId: activeId, layout }),
    })),
    {
      id: 'seat.admit-next',
      group: 'People',
      label: waiting ? `Admit ${waiting.name}` : 'Admit the next guest',
      shortcut: 'a',
      isAvailable: may('seat.admit') && waiting !== undefined,
      run: () => {
        if (waiting) send({ type: 'seat.admit', seatId: waiting.seatId });
      },
    },
    {
      id: 'own.mute',
      group: 'People',
      label: ports.ownMicrophone?.isMuted ? 'Unmute yourself' : 'Mute yourself',
      shortcut: 'm',
      isAvailable: ports.ownMicrophone !== null,
      run: () => ports.ownMicrophone?.toggle(),
    },
    {
      id: 'help',
      group: 'Help',
      label: 'Keyboard shortcuts',
      shortcut: '?',
      isAvailable: true,
      run: ports.openHelp,
    },
  ];
}

/** @returns the action a key press means, or null. Keys with a modifier belong to the browser. */
export function actionForKey(
  actions: readonly StudioAction[],
  press: { key: string; ctrlKey: boolean; metaKey: boolean; altKey: boolean; isTyping: boolean },
): StudioAction | null {
  if (press.isTyping || press.ctrlKey || press.metaKey || press.altKey) return null;
  const key = press.key.length === 1 ? press.key.toLowerCase() : press.key;
  return actions.find(({ shortcut, isAvailable }) => isAvailable && shortcut === key) ?? null;
}
