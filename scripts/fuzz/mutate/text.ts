import { type InputKind, type MutationTools, stepsOf } from '../fuzz-target';

type Tools = MutationTools<string>;

/** Protocols of lines and words: whole lines move, numbers grow, and letters come that no keyboard has. */
export const TEXT: InputKind<string> = {
  mutate: (input, tools) => {
    let text = input;
    for (let step = stepsOf(tools.random); step > 0; step -= 1)
      text = tools.random.pick(OPERATIONS)(text, tools);
    return text.slice(0, tools.sizeMax);
  },
  cuts: function* (input) {
    for (let part = input.length >> 1; part >= 1; part >>= 1) {
      for (let at = 0; at < input.length; at += part) yield input.slice(0, at) + input.slice(at + part);
    }
  },
  encode: (input) => Buffer.from(input, 'utf16le').toString('base64'),
  decode: (encoded) => Buffer.from(encoded, 'base64').toString('utf16le'),
  show: (input) => `${input.length} characters, ${JSON.stringify(input.slice(0, 400))}`,
};

const NUMBERS = [
  '0',
  '-1',
  '1.5',
  '65536',
  '4294967296',
  '9007199254740993',
  '1e309',
  '00',
  '٣',
  '9'.repeat(40),
];
export const ODD_LETTERS = [
  '\r',
  '\n',
  '\r\n',
  '\0',
  ' ',
  '\t',
  '\ud800',
  '\udc00',
  '\u2028',
  '\ufeff',
  'é',
  '😀',
  '%00',
  '%',
  '\\',
  '"',
  '<',
  '../',
];

const OPERATIONS: ((text: string, tools: Tools) => string)[] = [
  (text, { random }) => cut(text, random),
  (text, { random }) => text.slice(0, random.below(text.length + 1)),
  (text, { random }) => insert(text, random.pick(ODD_LETTERS), random),
  (text, { random }) => insert(text, String.fromCharCode(random.below(random.pick([128, 65_536]))), random),
  (text, { random, dictionary }) =>
    dictionary.length === 0 ? text : insert(text, random.pick(dictionary), random),
  (text, { random }) => {
    const numbers = [...text.matchAll(/\d+/g)];
    if (numbers.length === 0) return text;
    const found = random.pick(numbers);
    return text.slice(0, found.index) + random.pick(NUMBERS) + text.slice(found.index + found[0].length);
  },
  (text, { random, other }) =>
    text.slice(0, random.below(text.length + 1)) + other().slice(random.below(other().length + 1)),
  (text, { random, sizeMax }) => {
    const from = random.below(text.length + 1);
    const part = text.slice(from, from + 1 + random.below(40));
    const times = Math.min(random.pick([2, 3, 10, 100, 1000]), Math.ceil(sizeMax / Math.max(1, part.length)));
    return text.slice(0, from) + part.repeat(times) + text.slice(from);
  },
  (text, { random }) => editLines(text, (lines) => void lines.splice(random.below(lines.length), 1)),
  (text, { random }) =>
    editLines(text, (lines) => void lines.splice(random.below(lines.length), 0, random.pick(lines))),
  (text, { random }) =>
    editLines(text, (lines) => {
      const [a, b] = [random.below(lines.length), random.below(lines.length)];
      [lines[a], lines[b]] = [lines[b] ?? '', lines[a] ?? ''];
    }),
  (text, { random, other }) =>
    editLines(
      text,
      (lines) => void lines.splice(random.below(lines.length), 0, random.pick(other().split(/\r?\n/))),
    ),
];

function cut(text: string, random: Tools['random']): string {
  const from = random.below(text.length + 1);
  return text.slice(0, from) + text.slice(from + 1 + random.below(12));
}

function insert(text: string, part: string, random: Tools['random']): string {
  const at = random.below(text.length + 1);
  return text.slice(0, at) + part + text.slice(at);
}

function editLines(text: string, edit: (lines: string[]) => void): string {
  const lines = text.split('\r\n');
  edit(lines);
  return lines.join('\r\n');
}
