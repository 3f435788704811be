import type { GuestChatLine } from '@/lib/core/contract/chat';
import type { ShowState } from '@/lib/core/contract/show-state';
import { guestChat, isAmongEveryone } from '@/lib/core/show/chat-rooms';

/** What one guest's page has been sent of the chat; sends what is new, and everything when it may read more or less. */
export class GuestChatFeed {
  #chat: ShowState['chat'] | null = null;
  #isIn = false;
  #lastId: string | null = null;

  constructor(
    readonly seatId: string,
    readonly send: (message: { lines: GuestChatLine[]; isWhole: boolean }) => void,
  ) {}

  update(state: ShowState): void {
    const isIn = isAmongEveryone(state, this.seatId);
    if (state.chat === this.#chat && isIn === this.#isIn) return;
    const isWhole = this.#chat === null || isIn !== this.#isIn;
    this.#chat = state.chat;
    this.#isIn = isIn;
    const lines = guestChat(state, this.seatId);
    const from = isWhole ? 0 : lines.findIndex(({ messageId }) => messageId === this.#lastId) + 1;
    this.#lastId = lines.at(-1)?.messageId ?? null;
    const fresh = lines.slice(from);
    if (isWhole || fresh.length > 0) this.send({ lines: fresh, isWhole });
  }
}
