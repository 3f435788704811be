import { can } from '@/lib/core/access/can';
import type { PresentPerson, ProducerPage } from '@/lib/core/contract/realtime';
import type { EngineLease } from '@/lib/core/contract/show-state';
import type { Standby } from '@/lib/core/show/promotion';
import type { UserActor } from './ports';

interface PresentProducer {
  actor: UserActor;
  page: ProducerPage;
  sockets: number;
  /** What its page last said: it draws the program. */
  isReady: boolean;
}

/** Who has a show open right now. Counts sockets, because a reconnect may overlap the connection it replaces. */
export class Presence {
  /** In the order they came. */
  readonly #producers = new Map<string, PresentProducer>();
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

  addProducer(clientId: string, actor: UserActor, page: ProducerPage = 'studio'): void {
    const known = this.#producers.get(clientId);
    this.#producers.set(clientId, {
      actor,
      page,
      sockets: (known?.sockets ?? 0) + 1,
      isReady: known?.isReady ?? false,
    });
  }

  /** @returns how many sockets the page has left. */
  removeProducer(clientId: string): number {
    const known = this.#producers.get(clientId);
    const sockets = Math.max(0, (known?.sockets ?? 0) - 1);
    if (known && sockets > 0) known.sockets = sockets;
    else this.#producers.delete(clientId);
    return sockets;
  }

  hasProducer(clientId: string): boolean {
    return this.#producers.has(clientId);
  }

  /** @returns false when this is no page that could draw the program. */
  setReady(clientId: string, isReady: boolean): boolean {
    const known = this.#producers.get(clientId);
    if (known?.page !== 'studio') return false;
    known.isReady = isReady;
    return true;
  }

  /** HS5, HS6: studios that could publish now, the longest there first. */
  standbys(lease: EngineLease): Standby[] {
    const engineId = lease.status === 'held' ? lease.engineId : null;
    return [...this.#producers.entries()].flatMap(([clientId, { actor, page, isReady }]) =>
      page === 'studio' && isReady && clientId !== engineId && can(actor.role, 'studio.publishProgram')
        ? [{ engineId: clientId, userId: actor.userId, name: actor.name }]
        : [],
    );
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
    const standbys = new Set(this.standbys(lease).map(({ engineId }) => engineId));
    return [...this.#producers.entries()].map(([clientId, { actor, page }]) => ({
      clientId,
      userId: actor.userId,
      name: actor.name,
      page,
      isEngine: lease.status === 'held' && lease.engineId === clientId,
      holds: heldBy(clientId),
      isStandby: standbys.has(clientId),
    }));
  }
}
