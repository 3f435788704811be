/** One video track as one subscriber sees it. */
export interface LayerDemand {
  id: string;
  /** Measured rate of each layer, lowest first; null when it is not being sent. */
  layerKbps: readonly (number | null)[];
  /** Highest layer that is of use to the subscriber; -1 when it wants no picture now. */
  wanted: number;
  /** Layer sent at present, -1 for none: a layer in use is kept at its price, one above must fit with room. */
  current: number;
  /** Higher first: a shared screen before faces. */
  priority: number;
}

/** A choice, and what a better one would take. Rates are of video only. */
export interface LayerAllocation {
  layers: Map<string, number>;
  spentKbps: number;
  /** The choice with its cheapest step up, with the room a step needs; null when everybody has what it wants. */
  nextKbps: number | null;
  /** Everybody at what it wants. */
  wantedKbps: number;
}

/** Switching up needs this much room, so that measured rates that wobble do not make layers flap. */
const STEP_UP_MARGIN = 1.1;

/**
 * Shares a budget among a subscriber's video tracks: first everybody a lowest picture, then upwards in turns.
 * @param budgetKbps - for video, sound already taken off.
 * @returns the layer of each track, -1 for paused. Never throws.
 */
export function allocateLayers(demands: readonly LayerDemand[], budgetKbps: number): LayerAllocation {
  const chosen = new Map<string, number>();
  let leftKbps = budgetKbps;
  const ordered = [...demands].sort((a, b) => b.priority - a.priority);
  for (const demand of ordered) {
    const lowest = nextLayer(demand, -1);
    const cost = lowest === null ? 0 : demand.layerKbps[lowest]!;
    const needed = demand.current === -1 ? cost * STEP_UP_MARGIN : cost;
    const fits = lowest !== null && needed <= leftKbps;
    chosen.set(demand.id, fits ? lowest : -1);
    if (fits) leftKbps -= cost;
  }
  let hasRisen = true;
  while (hasRisen) {
    hasRisen = false;
    for (const demand of ordered) {
      const at = chosen.get(demand.id)!;
      if (at < 0) continue;
      const next = nextLayer(demand, at);
      if (next === null) continue;
      const extra = demand.layerKbps[next]! - demand.layerKbps[at]!;
      const needed = next > demand.current ? extra * STEP_UP_MARGIN : extra;
      if (needed > leftKbps) continue;
      chosen.set(demand.id, next);
      leftKbps -= extra;
      hasRisen = true;
    }
  }
  return {
    layers: chosen,
    spentKbps: budgetKbps - leftKbps,
    ...beyond(demands, chosen, budgetKbps - leftKbps),
  };
}

/**
 * A picture that must give way gives way to one that fits with room, as if it were to rise to that: one that just fits
 * would fill the link slowly and give way again.
 * @param chosen - what {@link allocateLayers} chose for the same demands and budget. Nothing becomes better than in it.
 */
export function easeFalls(
  demands: readonly LayerDemand[],
  chosen: LayerAllocation,
  budgetKbps: number,
): LayerAllocation {
  const falls = ({ id, current, wanted }: LayerDemand): boolean =>
    chosen.layers.get(id)! < Math.min(current, wanted);
  if (!demands.some((demand) => falls(demand) && chosen.layers.get(demand.id)! > 0)) return chosen;
  const capped = demands.map((demand) => {
    const wanted = Math.min(demand.wanted, chosen.layers.get(demand.id)!);
    // The lowest picture needs no room: none is worse.
    return falls(demand) ? { ...demand, wanted, current: 0 } : { ...demand, wanted };
  });
  const { layers, spentKbps } = allocateLayers(capped, budgetKbps);
  return { layers, spentKbps, ...beyond(demands, layers, spentKbps) };
}

function beyond(
  demands: readonly LayerDemand[],
  chosen: ReadonlyMap<string, number>,
  spentKbps: number,
): { nextKbps: number | null; wantedKbps: number } {
  let cheapestKbps = Infinity;
  let wantedKbps = spentKbps;
  for (const demand of demands) {
    const at = chosen.get(demand.id)!;
    const haveKbps = at < 0 ? 0 : demand.layerKbps[at]!;
    const next = nextLayer(demand, at);
    if (next === null) continue;
    cheapestKbps = Math.min(cheapestKbps, (demand.layerKbps[next]! - haveKbps) * STEP_UP_MARGIN);
    let best = next;
    for (let above = nextLayer(demand, best); above !== null; above = nextLayer(demand, above)) best = above;
    wantedKbps += demand.layerKbps[best]! - haveKbps;
  }
  return { nextKbps: cheapestKbps === Infinity ? null : spentKbps + cheapestKbps, wantedKbps };
}

/** The next layer above `from` that is being sent and wanted. */
function nextLayer(demand: LayerDemand, from: number): number | null {
  for (let index = from + 1; index < demand.layerKbps.length; index++) {
    const kbps = demand.layerKbps[index];
    if (kbps !== null && kbps !== undefined) {
      // The lowest layer there is serves whoever wants any picture at all.
      if (index <= demand.wanted || (from === -1 && demand.wanted >= 0)) return index;
      return null;
    }
  }
  return null;
}
