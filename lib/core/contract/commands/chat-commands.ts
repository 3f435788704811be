import { z } from 'zod';
import { chatRoomSchema } from '../chat';
import { LIMITS } from '../limits';
import { id } from './fields';

export const CHAT_COMMANDS = [
  z.object({
    type: z.literal('chat.say'),
    messageId: id,
    to: chatRoomSchema,
    text: z.string().trim().min(1).max(LIMITS.chatChars),
  }),
] as const;
