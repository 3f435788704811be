import type { LayoutId, SceneSlot, SlotBinding } from '@/lib/core/contract/scene-document';
import { LIMITS } from '@/lib/core/contract/limits';
import type { Seat } from '@/lib/core/contract/show-state';

export interface BindingOption {
  key: string;
  label: string;
}

const ANY: SlotBinding = { kind: 'any' };

/** As the value of a list in a page; `bindingOf` reads it again. */
export function bindingKey(binding: SlotBinding): string {
  switch (binding.kind) {
    case 'any':
      return 'any';
    case 'role':
      return `role:${binding.role}`;
    case 'seat':
      return `seat:${binding.seatId}`;
  }
}

export function bindingOf(key: string): SlotBinding {
  const seatId = /^seat:(.+)$/.exec(key)?.[1];
  if (seatId !== undefined) return { kind: 'seat', seatId };
  const role = ROLES.find(({ key: known }) => known === key)?.role;
  return role ? { kind: 'role', role } : ANY;
}

const ROLES = [
  { key: 'role:host', role: 'host', label: 'A host' },
  { key: 'role:guest', role: 'guest', label: 'A guest' },
  { key: 'role:screen', role: 'screen', label: 'A shared screen' },
] as const;

/** Whom a slot can be for, the current choice always among them. */
export function bindingOptions(seats: readonly Seat[], current: SlotBinding): BindingOption[] {
  const people = seats.filter(({ place }) => place !== 'gone');
  const options = [
    { key: 'any', label: 'Anybody' },
    ...ROLES.map(({ key, label }) => ({ key, label })),
    ...people.map(({ seatId, name }) => ({ key: `seat:${seatId}`, label: name })),
  ];
  const key = bindingKey(current);
  if (options.some((option) => option.key === key)) return options;
  const name = seats.find((seat) => key === `seat:${seat.seatId}`)?.name ?? 'Somebody';
  return [...options, { key, label: `${name} (left the show)` }];
}

/** The slots with one of them bound; empty ones at the end are left out, since they mean the same. */
export function withBinding(slots: readonly SceneSlot[], index: number, binding: SlotBinding): SceneSlot[] {
  const length = Math.max(slots.length, index + 1);
  const next = Array.from({ length }, (_, at): SceneSlot => {
    const slot = slots[at] ?? { binding: ANY, rect: null };
    return at === index ? { ...slot, binding } : slot;
  });
  while (isEmpty(next.at(-1))) next.pop();
  return next;
}

/** How many slots a producer is shown: those that are bound or taken, and one more to bind. */
export function slotRows(layout: LayoutId, slots: readonly SceneSlot[], feeds: number): number {
  if (layout === 'solo' || layout === 'cinema') return 1;
  return Math.min(LIMITS.stageSeatsMax, Math.max(2, slots.length + 1, feeds));
}

const isEmpty = (slot: SceneSlot | undefined): boolean => slot?.binding.kind === 'any' && slot.rect === null;
