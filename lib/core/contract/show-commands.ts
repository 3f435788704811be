import { z } from 'zod';
import { CHAT_COMMANDS } from './commands/chat-commands';
import { CHECK_COMMANDS } from './commands/check-commands';
import { DESTINATION_COMMANDS } from './commands/destination-commands';
import { GRAPHIC_COMMANDS } from './commands/graphic-commands';
import { HISTORY_COMMANDS } from './commands/history-commands';
import { LEASE_COMMANDS } from './commands/lease-commands';
import { MEDIA_COMMANDS } from './commands/media-commands';
import { RUNDOWN_COMMANDS } from './commands/rundown-commands';
import { SCENE_COMMANDS } from './commands/scene-commands';
import { SEAT_COMMANDS } from './commands/seat-commands';
import { SOUND_COMMANDS } from './commands/sound-commands';
import { SWITCH_COMMANDS } from './commands/switch-commands';
import { SHOW_COMMANDS } from './commands/whole-show-commands';

/** What people may ask of a show, by socket. Ids of new things are minted by the client, so that a replay is idempotent. */
export const showCommandSchema = z.discriminatedUnion('type', [
  ...SHOW_COMMANDS,
  ...SCENE_COMMANDS,
  ...SWITCH_COMMANDS,
  ...SEAT_COMMANDS,
  ...SOUND_COMMANDS,
  ...DESTINATION_COMMANDS,
  ...LEASE_COMMANDS,
  ...GRAPHIC_COMMANDS,
  ...HISTORY_COMMANDS,
  ...MEDIA_COMMANDS,
  ...RUNDOWN_COMMANDS,
  ...CHAT_COMMANDS,
  ...CHECK_COMMANDS,
]);
export type ShowCommand = z.infer<typeof showCommandSchema>;
export type ShowCommandType = ShowCommand['type'];

/** Who acts. `role` is the workspace role for users. */
export type Actor =
  | { kind: 'user'; userId: string; name: string; role: 'owner' | 'admin' | 'producer' | 'host' | 'viewer' }
  | { kind: 'seat'; seatId: string; name: string }
  | { kind: 'system'; name: string };
