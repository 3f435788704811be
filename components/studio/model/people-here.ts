import type { PresentPerson } from '@/lib/core/contract/realtime';

/** One person, whatever they have open. */
export interface PersonHere {
  userId: string;
  name: string;
  isEngine: boolean;
  hasStudio: boolean;
  hasRemote: boolean;
}

/** Everybody once, in the order they came: a studio and a remote of one person are one person. */
export function peopleHere(presence: readonly PresentPerson[]): PersonHere[] {
  const people = new Map<string, PersonHere>();
  for (const { userId, name, page, isEngine } of presence) {
    const known = people.get(userId);
    people.set(userId, {
      userId,
      name,
      isEngine: isEngine || (known?.isEngine ?? false),
      hasStudio: page === 'studio' || (known?.hasStudio ?? false),
      hasRemote: page === 'remote' || (known?.hasRemote ?? false),
    });
  }
  return [...people.values()];
}

/** `Ada (draws the program, also by remote), Ben (by remote)` */
export const peopleText = (people: readonly PersonHere[]): string => people.map(personText).join(', ');

function personText({ name, isEngine, hasStudio, hasRemote }: PersonHere): string {
  const notes = [
    isEngine ? 'draws the program' : null,
    hasRemote ? (hasStudio ? 'also by remote' : 'by remote') : null,
  ].filter((note) => note !== null);
  return notes.length === 0 ? name : `${name} (${notes.join(', ')})`;
}
