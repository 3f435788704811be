import { type InputKind, type MutationTools, stepsOf } from '../fuzz-target';

type Tools = MutationTools<Uint8Array>;

/** Datagrams and streams: flipped bits, lying lengths, cuts, splices and repetitions. */
export const BYTES: InputKind<Uint8Array> = {
  mutate: (input, tools) => {
    let bytes = Buffer.from(input);
    for (let step = stepsOf(tools.random); step > 0; step -= 1) {
      bytes = Buffer.from(tools.random.pick(OPERATIONS)(bytes, tools));
    }
    return bytes.subarray(0, tools.sizeMax);
  },
  cuts: function* (input) {
    for (let part = input.length >> 1; part >= 1; part >>= 1) {
      for (let at = 0; at < input.length; at += part)
        yield Buffer.concat([input.subarray(0, at), input.subarray(at + part)]);
    }
  },
  encode: (input) => Buffer.from(input).toString('base64'),
  decode: (encoded) => Buffer.from(encoded, 'base64'),
  show: (input) => `${input.length} bytes, hex ${Buffer.from(input).toString('hex').slice(0, 400)}`,
};

/** Ends of ranges, signs, and the counts at which parsers change their minds. */
const NUMBERS = [
  0, 1, 2, 3, 7, 8, 15, 16, 31, 32, 63, 64, 127, 128, 255, 256, 1024, 4095, 4096, 32767, 32768,
];
const LARGE = [65535, 65536, 0xffffff, 0x7fffffff, 0x80000000, 0xffffffff];

const OPERATIONS: ((bytes: Buffer, tools: Tools) => Uint8Array)[] = [
  (bytes, { random }) => {
    if (bytes.length > 0) bytes[random.below(bytes.length)]! ^= 1 << random.below(8);
    return bytes;
  },
  (bytes, { random }) => {
    if (bytes.length > 0) bytes[random.below(bytes.length)] = random.pick(NUMBERS) & 0xff;
    return bytes;
  },
  (bytes, { random }) => {
    if (bytes.length > 0) bytes[random.below(bytes.length)] = random.below(256);
    return bytes;
  },
  // Length fields: the first bytes are where most of them stand.
  (bytes, { random }) => {
    const width = random.pick([2, 3, 4]);
    if (bytes.length < width) return bytes;
    const near = random.chance(0.5) ? Math.min(bytes.length, 24) : bytes.length;
    const at = random.below(Math.max(1, near - width + 1));
    const value = random.pick([...NUMBERS, ...LARGE, bytes.length, bytes.length - at]);
    bytes.writeUIntBE(value % 2 ** (8 * width), at, width);
    return bytes;
  },
  (bytes, { random }) => bytes.subarray(0, random.below(bytes.length + 1)),
  (bytes, { random }) => bytes.subarray(random.below(bytes.length + 1)),
  (bytes, { random }) => {
    const [from, to] = range(bytes.length, random);
    return Buffer.concat([bytes.subarray(0, from), bytes.subarray(to)]);
  },
  (bytes, { random }) => {
    const at = random.below(bytes.length + 1);
    const added = Uint8Array.from({ length: 1 + random.below(16) }, () => random.below(256));
    return Buffer.concat([bytes.subarray(0, at), added, bytes.subarray(at)]);
  },
  (bytes, { random, other }) => {
    const end = other();
    return Buffer.concat([
      bytes.subarray(0, random.below(bytes.length + 1)),
      end.subarray(random.below(end.length + 1)),
    ]);
  },
  (bytes, { other }) => Buffer.concat([bytes, other()]),
  // Repetition, also of an opening byte without its end: that is what deep nesting looks like.
  (bytes, { random, sizeMax }) => {
    const [from, to] = range(bytes.length, random);
    const part = bytes.subarray(from, Math.min(to, from + 64));
    if (part.length === 0) return bytes;
    const times = Math.min(random.pick([2, 3, 10, 100, 1000, 10_000]), Math.ceil(sizeMax / part.length));
    return Buffer.concat([
      bytes.subarray(0, from),
      ...Array.from({ length: times }, () => part),
      bytes.subarray(to),
    ]);
  },
  (bytes, { random, dictionary }) => {
    if (dictionary.length === 0) return bytes;
    const at = random.below(bytes.length + 1);
    return Buffer.concat([
      bytes.subarray(0, at),
      Buffer.from(random.pick(dictionary), 'latin1'),
      bytes.subarray(at),
    ]);
  },
];

function range(length: number, random: Tools['random']): [number, number] {
  const from = random.below(length + 1);
  return [from, from + random.below(length - from + 1)];
}
