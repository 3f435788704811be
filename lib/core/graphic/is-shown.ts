import type { Graphic, GraphicSpec } from '../contract/graphic';

type Times = Pick<Graphic, 'shownAtMs' | 'hiddenAtMs'>;

/** Whether a graphic is switched on: shown later than it was hidden. One that fades out is off already. */
export function isShown({ shownAtMs, hiddenAtMs }: Times): boolean {
  return shownAtMs !== null && (hiddenAtMs === null || shownAtMs > hiddenAtMs);
}

/** The time to show it at: never the moment it was hidden at, so that the later of the two always decides. */
export function showAtMs({ hiddenAtMs }: Times, nowMs: number): number {
  return Math.max(nowMs, (hiddenAtMs ?? -1) + 1);
}

export function hideAtMs({ shownAtMs }: Times, nowMs: number): number {
  return Math.max(nowMs, (shownAtMs ?? -1) + 1);
}

/** Where a graphic stands: two of the same place would lie over each other, so showing one takes the other off. */
export function placeOf(spec: GraphicSpec): string {
  switch (spec.kind) {
    case 'lower-third':
    case 'message':
      return `bottom-${spec.align}`;
    case 'banner':
      return `banner ${spec.edge}`;
    case 'ticker':
      return 'ticker';
    case 'logo-bug':
    case 'clock':
      return spec.corner;
    case 'countdown':
    case 'image':
      return spec.place;
  }
}
