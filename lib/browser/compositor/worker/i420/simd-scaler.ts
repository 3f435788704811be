import type { Plane } from './picture';
import { SCALE_PLANE_WASM } from './scale-plane.generated';
import type { Axis } from './scale';

/** A scaled plane, valid until the next is scaled. */
export interface ScaledPlane {
  data: Uint8Array;
  stride: number;
}

type ScalePlane = (...values: number[]) => void;

const PAGE_BYTES = 65_536;
const GROUP_OUTPUTS = 8;
const GROUP_BYTES = 64;
/** Columns that eight outputs may be apart for one load of 16 samples to hold them and their right neighbours. */
const SPAN_MAX = 14;
/** What a load may read beyond the last sample. */
const OVERREAD_BYTES = 16;

/** Scales planes by WebAssembly SIMD, bit for bit as `scaleRow` does. One for all surfaces: it keeps nothing between calls. */
export class SimdScaler {
  readonly #memory = new WebAssembly.Memory({ initial: 1 });
  readonly #scalePlane: ScalePlane;
  readonly #groups = new WeakMap<Axis, Uint8Array | null>();

  /** @throws where the browser has no WebAssembly SIMD, or the page may not use it. */
  constructor() {
    const bytes = Uint8Array.from(atob(SCALE_PLANE_WASM), (letter) => letter.charCodeAt(0));
    const imports = { env: { memory: this.#memory } };
    const { exports } = new WebAssembly.Instance(new WebAssembly.Module(bytes), imports);
    this.#scalePlane = exports['scalePlane'] as ScalePlane;
  }

  /** @returns null for what is shrunk too much for the kernel, which takes twofold. */
  scale(source: Plane, { x, y }: { x: Axis; y: Axis }): ScaledPlane | null {
    const groups = this.#groupsOf(x);
    if (!groups || y.length === 0) return null;
    const firstRow = y.index[0]!;
    const sourceBytes = (y.index[y.length - 1]! + 2 - firstRow) * source.stride;
    const groupCount = groups.length / GROUP_BYTES;
    const stride = groupCount * GROUP_OUTPUTS;
    const at = layOut({
      groups: groups.length,
      rows: y.length * 8,
      out: stride * y.length,
      line: source.stride,
      source: sourceBytes,
    });
    if (at.end > this.#memory.buffer.byteLength) {
      this.#memory.grow(Math.ceil((at.end - this.#memory.buffer.byteLength) / PAGE_BYTES));
    }
    const memory = new Uint8Array(this.#memory.buffer);
    memory.set(groups, at.groups);
    memory.set(
      source.data.subarray(firstRow * source.stride, firstRow * source.stride + sourceBytes),
      at.source,
    );
    const rows = new Int32Array(this.#memory.buffer, at.rows, y.length * 2);
    for (let row = 0; row < y.length; row += 1) {
      rows[2 * row] = y.index[row]! - firstRow;
      rows[2 * row + 1] = y.weight[row]!;
    }
    this.#scalePlane(
      ...[at.source, source.stride, at.out, stride, at.groups, groupCount, at.rows, y.length],
      ...[at.line, x.index[0]!, x.index[x.length - 1]! + 1],
    );
    return { data: memory.subarray(at.out, at.out + stride * y.length), stride };
  }

  #groupsOf(axis: Axis): Uint8Array | null {
    let groups = this.#groups.get(axis);
    if (groups === undefined) {
      groups = newGroups(axis);
      this.#groups.set(axis, groups);
    }
    return groups;
  }
}

/** The table that the kernel describes; null where eight outputs span too many samples. */
function newGroups({ length, index, weight }: Axis): Uint8Array | null {
  const count = Math.ceil(length / GROUP_OUTPUTS);
  const table = new DataView(new ArrayBuffer(count * GROUP_BYTES));
  for (let group = 0; group < count; group += 1) {
    const at = group * GROUP_BYTES;
    const first = index[group * GROUP_OUTPUTS]!;
    table.setInt32(at, first, true);
    for (let lane = 0; lane < GROUP_OUTPUTS; lane += 1) {
      const output = Math.min(group * GROUP_OUTPUTS + lane, length - 1);
      const left = index[output]! - first;
      if (left > SPAN_MAX) return null;
      // The upper byte names no sample, which makes it zero.
      table.setUint16(at + 16 + 2 * lane, 0xff00 | left, true);
      table.setUint16(at + 32 + 2 * lane, 0xff00 | (left + 1), true);
      table.setUint16(at + 48 + 2 * lane, weight[output]!, true);
    }
  }
  return new Uint8Array(table.buffer);
}

type Areas = Record<'groups' | 'rows' | 'out' | 'line' | 'source', number>;

/** One behind the other, with room for what is read beyond each. */
function layOut(sizes: Areas): Areas & { end: number } {
  let end = 0;
  const place = (bytes: number): number => {
    const at = end;
    end += (bytes + OVERREAD_BYTES + 15) & ~15;
    return at;
  };
  const areas = {
    groups: place(sizes.groups),
    rows: place(sizes.rows),
    out: place(sizes.out),
    line: place(sizes.line),
    source: place(sizes.source),
  };
  return { ...areas, end };
}

/** null where the browser cannot: the same pictures are then drawn without. */
export function newSimdScaler(): SimdScaler | null {
  try {
    return new SimdScaler();
  } catch {
    return null;
  }
}
