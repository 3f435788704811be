import { describe, expect, it } from 'vitest';
import { allocateLayers, easeFalls, type LayerDemand } from './allocate-layers';
import { wantedLayer } from './wanted-layer';

const demand = (id: string, over: Partial<LayerDemand> = {}): LayerDemand => ({
  id,
  layerKbps: [150, 450, 1_700],
  wanted: 2,
  current: -1,
  priority: 0,
  ...over,
});
const allocate = (demands: LayerDemand[], kbps: number): Record<string, number> =>
  Object.fromEntries(allocateLayers(demands, kbps).layers);

describe('allocateLayers', () => {
  it.each<[string, LayerDemand[], number, Record<string, number>]>([
    ['all that is wanted when it fits', [demand('a'), demand('b')], 10_000, { a: 2, b: 2 }],
    ['everybody a picture before anybody a better one', [demand('a'), demand('b')], 500, { a: 0, b: 0 }],
    ['upwards in turns', [demand('a'), demand('b')], 1_000, { a: 1, b: 1 }],
    ['nothing when not even the lowest fits', [demand('a')], 100, { a: -1 }],
    ['the shared screen first', [demand('a'), demand('s', { priority: 1 })], 200, { a: -1, s: 0 }],
    ['no more than wanted', [demand('a', { wanted: 1 })], 10_000, { a: 1 }],
    ['nothing to who wants nothing', [demand('a', { wanted: -1 })], 10_000, { a: -1 }],
    [
      'a layer that is not sent is passed over',
      [demand('a', { layerKbps: [150, null, 1_700] })],
      10_000,
      { a: 2 },
    ],
    [
      'the only layer there is, even above the wish',
      [demand('a', { layerKbps: [null, null, 900], wanted: 0 })],
      10_000,
      { a: 2 },
    ],
    ['no layer at all', [demand('a', { layerKbps: [null] })], 10_000, { a: -1 }],
    ['a step up needs room', [demand('a', { layerKbps: [150, 450] })], 460, { a: 0 }],
    [
      'a layer in use is kept at its price',
      [demand('a', { layerKbps: [150, 450], current: 1 })],
      460,
      { a: 1 },
    ],
    ['a negative budget pauses', [demand('a')], -50, { a: -1 }],
    ['a paused picture comes back only with room', [demand('a')], 155, { a: -1 }],
    ['a lowest picture in use is kept at its price', [demand('a', { current: 0 })], 155, { a: 0 }],
    ['no tracks', [], 1_000, {}],
  ])('%s', (_name, demands, kbps, expected) => expect(allocate(demands, kbps)).toEqual(expected));

  it('tells what the next step and all wishes would take', () => {
    const step = (kbps: number): Partial<ReturnType<typeof allocateLayers>> => {
      const { spentKbps, nextKbps, wantedKbps } = allocateLayers(
        [demand('a'), demand('b', { wanted: 1 })],
        kbps,
      );
      return { spentKbps, nextKbps: nextKbps === null ? null : Math.round(nextKbps), wantedKbps };
    };
    expect(step(100)).toEqual({ spentKbps: 0, nextKbps: 165, wantedKbps: 2_150 });
    expect(step(400)).toEqual({ spentKbps: 300, nextKbps: 630, wantedKbps: 2_150 });
    expect(step(9_000)).toEqual({ spentKbps: 2_150, nextKbps: null, wantedKbps: 2_150 });
  });

  it('never spends more than the budget, whatever the rates', () => {
    let state = 7;
    const random = (): number => (state = (state * 1_103_515_245 + 12_345) & 0x7fffffff) / 0x7fffffff;
    for (let round = 0; round < 500; round++) {
      const demands = Array.from({ length: 1 + Math.floor(random() * 10) }, (_, index) =>
        demand(String(index), {
          layerKbps: [random() * 300, random() < 0.3 ? null : 300 + random() * 500, 800 + random() * 2_000],
          wanted: Math.floor(random() * 4) - 1,
        }),
      );
      const kbps = random() * 8_000;
      const chosen = allocateLayers(demands, kbps).layers;
      const spent = demands.reduce((sum, { id, layerKbps }) => sum + (layerKbps[chosen.get(id)!] ?? 0), 0);
      expect(spent).toBeLessThanOrEqual(kbps + 1e-6);
    }
  });
});

describe('easeFalls', () => {
  const eased = (demands: LayerDemand[], kbps: number): Record<string, number> =>
    Object.fromEntries(easeFalls(demands, allocateLayers(demands, kbps), kbps).layers);

  it.each<[string, LayerDemand[], number, Record<string, number>]>([
    ['falls to one that fits with room', [demand('a', { current: 2 })], 500, { a: 1 }],
    ['falls below one that just fits', [demand('a', { current: 2 })], 460, { a: 0 }],
    ['falls to a lowest one that just fits', [demand('a', { current: 2 })], 155, { a: 0 }],
    ['keeps one that just fits', [demand('a', { current: 1 })], 460, { a: 1 }],
    [
      'shows a smaller one at once where that was asked for',
      [demand('a', { current: 2, wanted: 1 })],
      460,
      { a: 1 },
    ],
    [
      'gives what is left over to nobody else',
      [demand('b', { current: 1 }), demand('a', { current: 2 })],
      905,
      { a: 0, b: 1 },
    ],
    ['pauses as before', [demand('a', { current: 2 })], 100, { a: -1 }],
  ])('%s', (_name, demands, kbps, expected) => expect(eased(demands, kbps)).toEqual(expected));
});

describe('wantedLayer', () => {
  const layers = [
    { width: 320, height: 180 },
    { width: 640, height: 360 },
    { width: 1_280, height: 720 },
  ];
  it.each([
    ['nothing asked', { disabled: false, quality: null, width: 0, height: 0 }, 2],
    ['low quality', { disabled: false, quality: 0, width: 0, height: 0 }, 0],
    ['a quality nobody has', { disabled: false, quality: 99, width: 0, height: 0 }, 2],
    ['a small element', { disabled: false, quality: 2, width: 200, height: 100 }, 0],
    ['an element between two', { disabled: false, quality: 2, width: 330, height: 180 }, 1],
    ['an element larger than all', { disabled: false, quality: 2, width: 4_000, height: 2_000 }, 2],
    ['not visible', { disabled: true, quality: 2, width: 640, height: 360 }, -1],
  ])('%s', (_name, wish, expected) => expect(wantedLayer(wish, layers)).toBe(expected));
});
