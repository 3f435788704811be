import { deserialize, serialize } from 'node:v8';
import { type InputKind, type MutationTools, stepsOf } from '../fuzz-target';
import { ODD_LETTERS } from './text';

type Tools = MutationTools<unknown>;

/** Messages as objects: fields vanish, change their type, repeat, nest, and are called like methods. */
export const VALUE: InputKind<unknown> = {
  mutate: (input, tools) => {
    let value = clone(input);
    for (let step = stepsOf(tools.random); step > 0; step -= 1) value = mutateSomewhere(value, tools, 0);
    // Measured as the wire would: what is too large for the transport never reaches a schema.
    return sizeOf(value) > tools.sizeMax ? input : value;
  },
  cuts: function* (input) {
    if (typeof input !== 'object' || input === null) return;
    for (const key of Object.keys(input)) {
      const without: unknown = Array.isArray(input) ? [...(input as unknown[])] : { ...input };
      if (Array.isArray(without)) without.splice(Number(key), 1);
      else Reflect.deleteProperty(without as object, key);
      yield without;
      for (const smaller of VALUE.cuts((input as Record<string, unknown>)[key])) {
        const copy = (Array.isArray(input) ? [...(input as unknown[])] : { ...input }) as Record<
          string,
          unknown
        >;
        define(copy, key, smaller);
        yield copy;
      }
    }
  },
  encode: (input) => serialize(input).toString('base64'),
  decode: (encoded) => deserialize(Buffer.from(encoded, 'base64')) as unknown,
  show: (input) => {
    try {
      return (JSON.stringify(input) ?? String(input)).slice(0, 400);
    } catch {
      /* Deeper than JSON.stringify can go, or a bigint: the encoded form says all. */
      return '(see the encoded input)';
    }
  },
};

const NAMES = ['__proto__', 'constructor', 'toString', 'hasOwnProperty', 'length', 'then', '', '0', 'a.b'];
const LEAVES: unknown[] = [
  null,
  undefined,
  true,
  false,
  0,
  -0,
  -1,
  1.5,
  1e21,
  1e308,
  2 ** 31,
  2 ** 53,
  Number.NaN,
  Number.POSITIVE_INFINITY,
  '',
  ' ',
  '0',
  'x'.repeat(65),
  'x'.repeat(5000),
  '__proto__',
  'constructor',
  [],
  {},
  [[]],
  { toString: null },
  new Date(0),
  new Date(Number.NaN),
  10n,
];

function mutateSomewhere(value: unknown, tools: Tools, depth: number): unknown {
  const { random } = tools;
  const isBranch = typeof value === 'object' && value !== null && !(value instanceof Date);
  if (!isBranch || depth > 20 || random.chance(0.15)) return replace(value, tools);
  const keys = Object.keys(value);
  if (keys.length > 0 && random.chance(0.7)) {
    const key = random.pick(keys);
    define(value, key, mutateSomewhere((value as Record<string, unknown>)[key], tools, depth + 1));
    return value;
  }
  return Array.isArray(value) ? changeList(value as unknown[], tools) : changeFields(value, keys, tools);
}

function changeList(list: unknown[], { random, other }: Tools): unknown[] {
  if (list.length === 0 || random.chance(0.3)) return [...list, anyOf(random, [...LEAVES, other()])];
  if (random.chance(0.3)) return list.slice(random.below(list.length + 1));
  const item = anyOf(random, list);
  return [...list, ...Array.from({ length: random.pick([1, 2, 10, 100, 1000]) }, () => item)];
}

function changeFields(value: object, keys: string[], { random, other, dictionary }: Tools): object {
  if (keys.length > 0 && random.chance(0.4)) {
    Reflect.deleteProperty(value, random.pick(keys));
    return value;
  }
  const name = random.pick([...NAMES, ...dictionary, ...keys]);
  define(value, name, anyOf(random, [...LEAVES, other()]));
  return value;
}

function replace(value: unknown, { random, other, dictionary }: Tools): unknown {
  if (typeof value === 'string' && random.chance(0.6)) return changeText(value, random);
  if (typeof value === 'number' && random.chance(0.5))
    return random.pick([value + 1, value - 1, -value, value * 2 ** 32, value + 0.5]);
  if (random.chance(0.1)) return nest(value, random.pick([10, 100, 1_000]), random.chance(0.5));
  if (dictionary.length > 0 && random.chance(0.3)) return random.pick(dictionary);
  return anyOf(random, [...LEAVES, other(), text(value)]);
}

function changeText(text: string, random: Tools['random']): string {
  const at = random.below(text.length + 1);
  if (random.chance(0.2)) return text.slice(0, at);
  if (random.chance(0.2)) return text.repeat(random.pick([2, 10, 100]));
  return text.slice(0, at) + random.pick(ODD_LETTERS) + text.slice(at);
}

function nest(inner: unknown, levels: number, asList: boolean): unknown {
  let value = inner;
  for (let level = 0; level < levels; level += 1) value = asList ? [value] : { a: value };
  return value;
}

/** As JSON.parse does: `__proto__` becomes a field, not the prototype. */
function define(value: object, key: string, field: unknown): void {
  Object.defineProperty(value, key, { value: field, enumerable: true, configurable: true, writable: true });
}

function sizeOf(value: unknown): number {
  try {
    const bytes = serialize(value);
    deserialize(bytes);
    return bytes.length;
  } catch {
    /* Too deep to be written down or read back: too deep to be a finding one could send again. */
    return Number.POSITIVE_INFINITY;
  }
}

/** What is nested deeper than can be copied is left out of the mutation. */
function clone(value: unknown): unknown {
  try {
    return deserialize(serialize(value)) as unknown;
  } catch {
    /* The stack ended on the way down. */
    return 'x';
  }
}

/** A copy, for it will be changed in place. `pick` of SeededRandom takes undefined for a mistake; here it is a good input. */
function anyOf(random: Tools['random'], list: readonly unknown[]): unknown {
  return clone(list[random.below(list.length)]);
}

function text(value: unknown): string {
  return typeof value === 'object' ? 'x' : String(value);
}
