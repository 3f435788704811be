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

/** Switching up needs this much room, so that measured rates that wobble do not make layers flap. */
const STEP_UP_MARGIN = 1.1;

/**
 * Shares a budget among a subscriber's video tracks: first everybody a lowest picture, then upwards in turns.
 * @param budgetKbps - for video, sound already taken off.
 * @returns the layer of each track, -1 for paused. Never throws.
 */
export function allocateLayers(demands: readonly LayerDemand[], budgetKbps: number): Map<string, number> {
  const chosen = new Map<string, number>();
  let leftKbps = budgetKbps;
  const ordered = [...demands].sort((a, b) => b.priority - a.priority);
  for (const demand of ordered) {
    const lowest = nextLayer(demand, -1);
    const cost = lowest === null ? 0 : demand.layerKbps[lowest]!;
    const fits = lowest !== null && cost <= leftKbps;
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
  return chosen;
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
