import type { Graphic } from '@/lib/core/contract/graphic';
import type { ShowCommand } from '@/lib/core/contract/show-commands';
import type { Seat, ShowState } from '@/lib/core/contract/show-state';
import { isShown } from '@/lib/core/graphic/is-shown';

type Person = { seat: Pick<Seat, 'seatId' | 'name' | 'role'> } & Pick<ShowState, 'graphics'>;

/** The lower third of a person: the first of the list that was made for their seat. */
function nameTagOf({ seat, graphics }: Person): Graphic | undefined {
  return graphics.find(({ spec }) => spec.kind === 'lower-third' && spec.seatId === seat.seatId);
}

export function isNameShown(person: Person): boolean {
  const tag = nameTagOf(person);
  return tag !== undefined && isShown(tag);
}

/** One press: hides the person's lower third when it is on, shows it when it is off, makes it when there is none. */
export function nameTagCommands(person: Person, newId: () => string): ShowCommand[] {
  const tag = nameTagOf(person);
  if (tag) return [{ type: isShown(tag) ? 'graphic.hide' : 'graphic.show', graphicId: tag.graphicId }];
  const { seatId, name, role } = person.seat;
  const graphicId = newId();
  const subtitle = role === 'host' ? 'Host' : 'Guest';
  return [
    {
      type: 'graphic.add',
      graphicId,
      name,
      // The title stays empty, so that the name follows the seat's.
      spec: { kind: 'lower-third', title: '', subtitle, seatId, align: 'left' },
    },
    { type: 'graphic.show', graphicId },
  ];
}
