import { can, type Action, type Role } from '@/lib/core/access/can';
import type { ShowCommand } from '@/lib/core/contract/show-commands';
import type { ShowState } from '@/lib/core/contract/show-state';

export const ACTION_GROUPS = [
  'Switching',
  'Scenes',
  'Layouts',
  'Graphics',
  'Media',
  'People',
  'Rundown',
  'Show',
  'Outputs',
  'Help',
] as const;

/** One thing a producer can do: read by buttons, shortcuts, the palette and the help page alike. */
export interface StudioAction {
  id: string;
  group: (typeof ACTION_GROUPS)[number];
  label: string;
  /** As `shortcutOf` names a key press: `q`, `1`, `Shift+1`, `Alt+1`, `Alt+Shift+1`, `Shift+g`, `Shift+n`, `Space`, `Mod+k`; null has no key. */
  shortcut: string | null;
  isAvailable: boolean;
  /** Why it is not available, as user text; null when it is. */
  reason: string | null;
  run: () => void;
}

interface OwnSeatPort {
  isMuted: boolean;
  isCameraOn: boolean;
  isSharing: boolean;
  toggleMute: () => void;
  toggleCamera: () => void;
  toggleScreen: () => void;
  leave: () => void;
}

/** Whose browser draws the program. */
interface EnginePort {
  isHere: boolean;
  /** Other pages that could draw it at once. */
  standbys: readonly { clientId: string; name: string }[];
  takeOver: () => void;
}

/** In this producer's headphones only. */
interface SoloPort {
  seatIds: ReadonlySet<string>;
  set: (seatIds: ReadonlySet<string>) => void;
}

/** What an action cannot do by itself: open a dialog, pick a file, reach the camera. */
export interface StudioActionPorts {
  send: (command: ShowCommand) => void;
  newId: () => string;
  /** On-air acts ask first; the dialog sends. */
  askGoLive: () => void;
  askEndShow: () => void;
  openHelp: () => void;
  openPalette: () => void;
  openRemote: () => void;
  openNewScene: () => void;
  openRename: (sceneId: string) => void;
  openImport: () => void;
  exportScenes: (sceneIds: readonly string[]) => void;
  /** Server time: a countdown that goes by itself is off from then on. */
  nowMs: number;
  /** What this person could take back or make again, as the activity list names it. */
  history: { undo: string | null; redo: string | null };
  turn: (way: 'undo' | 'redo') => void;
  takeOwnSeat: () => void;
  /** The producer's own place on camera; null while they have none. */
  ownSeat: OwnSeatPort | null;
  engine: EnginePort;
  solo: SoloPort;
}

/** @typeParam P - the ports that a group of actions needs: a page without the others has the group too. */
export interface ActionContext<P extends keyof StudioActionPorts = keyof StudioActionPorts> {
  state: ShowState;
  role: Role;
  ports: Pick<StudioActionPorts, P>;
}

/** An action that is possible exactly when nothing speaks against it: the first reason that is not null is told. */
export function toAction({
  reasons,
  ...action
}: Omit<StudioAction, 'isAvailable' | 'reason'> & { reasons?: readonly (string | null)[] }): StudioAction {
  const reason = reasons?.find((text) => text !== null) ?? null;
  return { ...action, reason, isAvailable: reason === null };
}

/** @returns why this role may not do this, or null. */
export const mayNot = (role: Role, type: Action): string | null =>
  can(role, type) ? null : 'Your role does not allow this. Ask an owner or admin of the workspace.';

export const unless = (isPossible: boolean, reason: string): string | null => (isPossible ? null : reason);
