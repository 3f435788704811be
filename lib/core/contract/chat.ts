import { z } from 'zod';

/** Where a message is read. `seat`: between one guest and all producers. */
export const chatRoomSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('producers') }),
  /** Producers and whoever is backstage or on stage. */
  z.object({ kind: z.literal('everyone') }),
  z.object({ kind: z.literal('seat'), seatId: z.string().min(1).max(64) }),
]);
export type ChatRoom = z.infer<typeof chatRoomSchema>;

/** Plain text; it is never rendered as anything else. */
export interface ChatMessage {
  messageId: string;
  atMs: number;
  to: ChatRoom;
  /** The name as it was then. */
  from: { kind: 'user'; userId: string; name: string } | { kind: 'seat'; seatId: string; name: string };
  text: string;
}

/** What a guest is shown of a message. */
export interface GuestChatLine {
  messageId: string;
  atMs: number;
  to: 'producers' | 'everyone';
  name: string;
  role: 'producer' | 'guest';
  /** Two producers may have one name: 1 for the first who wrote under it, 2 for the second. Guests are all 1. */
  namesake: number;
  isOwn: boolean;
  text: string;
}
