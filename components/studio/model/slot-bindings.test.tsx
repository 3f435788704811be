import { expect, it } from 'vitest';
import type { SceneSlot, SlotBinding } from '@/lib/core/contract/scene-document';
import { after, guest, newShow } from '@/lib/core/show/testing/show-fixtures';
import { bindingKey, bindingOf, bindingOptions, slotRows, withBinding } from './slot-bindings';

const host: SlotBinding = { kind: 'role', role: 'host' };
const any: SlotBinding = { kind: 'any' };
const slot = (binding: SlotBinding): SceneSlot => ({ binding, rect: null });

it.each<SlotBinding>([any, host, { kind: 'role', role: 'screen' }, { kind: 'seat', seatId: 'seat:1' }])(
  'reads %o again',
  (binding) => expect(bindingOf(bindingKey(binding))).toEqual(binding),
);

it('offers roles and everybody who is in the show', () => {
  const { seats } = after(newShow(), guest('Ada'), guest('Ben'), { type: 'seat.deny', seatId: 'Ben' });
  expect(bindingOptions(seats, any).map(({ label }) => label)).toEqual([
    'Anybody',
    'A host',
    'A guest',
    'A shared screen',
    'Ada',
  ]);
  expect(bindingOptions(seats, { kind: 'seat', seatId: 'Ben' }).at(-1)?.label).toBe('Ben (left the show)');
});

it('binds a slot beyond those that are stored, and forgets what means nothing', () => {
  const bound = withBinding([], 2, host);
  expect(bound).toEqual([slot(any), slot(any), slot(host)]);
  expect(withBinding(bound, 2, any)).toEqual([]);
  const placed: SceneSlot = { binding: host, rect: { x: 0, y: 0, width: 0.5, height: 0.5 } };
  expect(withBinding([placed], 0, any)).toEqual([{ ...placed, binding: any }]);
});

it('shows as many slots as a layout has people, and one to bind', () => {
  expect(slotRows('solo', [], 4)).toBe(1);
  expect(slotRows('grid', [], 4)).toBe(4);
  expect(slotRows('grid', [slot(host), slot(host), slot(host)], 1)).toBe(4);
  expect(slotRows('grid', [], 40)).toBe(12);
});
