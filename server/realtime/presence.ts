import type { PresentPerson } from '@/lib/core/contract/realtime';
import type { EngineLease } from '@/lib/core/contract/show-state';
import type { UserActor } from './ports';

/** Who has a show open right now. Counts sockets, because a reconnect may overlap the connection it replaces. */
export class Presence {
  readonly #producers = new Map<string, { actor: UserActor; sockets: number }>();
  readonly #seats = new Map<string, number>();

  get socketCounts(): { producer: number; guest: number } {
    return {
      producer: [...this.#producers.values()].reduce((sum, { sockets }) => sum + sockets, 0),
      guest: [...this.#seats.values()].reduce((sum, sockets) => sum + sockets, 0),
    };
  }

  get socketCount(): number {
    const { producer, guest } = this.socketCounts;
    return producer + guest;
  }

  addProducer(clientId: string, actor: UserActor): void {
    const known = this.#producers.get(clientId);
    this.#producers.set(clientId, { actor, sockets: (known?.sockets ?? 0) + 1 });
  }

  /** @returns how many sockets the page has left. */
  removeProducer(clientId: string): number {
    const known = this.#producers.get(clientId);
    const sockets = Math.max(0, (known?.sockets ?? 0) - 1);
    if (known && sockets > 0) known.sockets = sockets;
    else this.#producers.delete(clientId);
    return sockets;
  }

  /** @returns how many sockets the seat has now. */
  addSeat(seatId: string): number {
    const sockets = (this.#seats.get(seatId) ?? 0) + 1;
    this.#seats.set(seatId, sockets);
    return sockets;
  }

  /** @returns how many sockets the seat has left. */
  removeSeat(seatId: string): number {
    const sockets = Math.max(0, (this.#seats.get(seatId) ?? 0) - 1);
    if (sockets === 0) this.#seats.delete(seatId);
    else this.#seats.set(seatId, sockets);
    return sockets;
  }

  people(lease: EngineLease, heldBy: (clientId: string) => readonly string[]): PresentPerson[] {
    return [...this.#producers.entries()].map(([clientId, { actor }]) => ({
      clientId,
      userId: actor.userId,
      name: actor.name,
      isEngine: lease.status === 'held' && lease.engineId === clientId,
      holds: heldBy(clientId),
    }));
  }
}
