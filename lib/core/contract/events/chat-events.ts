import type { ChatMessage } from '../chat';

export type ChatEvent = { type: 'chat.said'; message: ChatMessage };
