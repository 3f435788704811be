import type { ChatMessage } from '../../contract/chat';
import type { ChatEvent } from '../../contract/events/chat-events';
import { LIMITS } from '../../contract/limits';
import { roomKey } from '../chat-rooms';
import type { Folds } from './fold';

export const CHAT_FOLDS: Folds<ChatEvent['type']> = {
  'chat.said': (state, { message }) => ({ ...state, chat: keepNewest([...state.chat, message], message) }),
};

/** CH3: the conversation it belongs to gives way first, so that one of many words cannot silence the others. */
function keepNewest(messages: ChatMessage[], { to }: ChatMessage): ChatMessage[] {
  const room = roomKey(to);
  const isFull =
    messages.filter((message) => roomKey(message.to) === room).length > LIMITS.chatRoomMessagesMax;
  const oldest = isFull ? messages.find((message) => roomKey(message.to) === room) : undefined;
  const kept = oldest ? messages.filter((message) => message !== oldest) : messages;
  return kept.slice(-LIMITS.chatMessagesMax);
}
