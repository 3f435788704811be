import { describe, expect, it } from 'vitest';
import { chooseDefault } from './option-default';

const TABLE = 256;
const [INT, BOOL, CONST] = [2, 18, 11];

interface Entry {
  name: string;
  type: number;
  value: number;
  unit?: string;
}

/** A WASM's memory with strings and one table of AVOption (libavutil/opt.h), ended by an entry without a name. */
function memoryWith(entries: readonly Entry[]): Buffer {
  const memory = Buffer.alloc(2_048);
  let free = 16;
  const addresses = new Map<string, number>();
  const addressOf = (text: string): number => {
    const known = addresses.get(text);
    if (known !== undefined) return known;
    const address = free;
    memory.write(`${text}\0`, address, 'latin1');
    free += text.length + 1;
    addresses.set(text, address);
    return address;
  };
  entries.forEach(({ name, type, value, unit }, index) => {
    const at = TABLE + index * 48;
    memory.writeUInt32LE(addressOf(name), at);
    memory.writeInt32LE(type, at + 12);
    memory.writeBigInt64LE(BigInt(value), at + 16);
    if (unit !== undefined) memory.writeUInt32LE(addressOf(unit), at + 44);
  });
  return memory;
}

const CODER: Entry[] = [
  { name: 'aac_coder', type: INT, value: 0, unit: 'coder' },
  { name: 'twoloop', type: CONST, value: 0, unit: 'coder' },
  { name: 'fast', type: CONST, value: 1, unit: 'coder' },
  { name: 'aac_ms', type: BOOL, value: -1 },
  { name: 'other', type: CONST, value: 7, unit: 'profile' },
];

describe('the default of an option in the memory of libavcodec', () => {
  it('becomes the value of that name, and nothing else changes', () => {
    const memory = memoryWith(CODER);
    expect(chooseDefault(memory, 'aac_coder', 'fast')).toBe(true);
    expect(memory).toEqual(memoryWith([{ ...CODER[0]!, value: 1 }, ...CODER.slice(1)]));
  });

  it.each([
    ['an option that is not there', 'aac_quality', 'fast'],
    ['a value that it has not', 'aac_coder', 'anmr'],
    ['the beginning of a value', 'aac_coder', 'fas'],
    ['the value of another option', 'aac_coder', 'other'],
    ['an option without named values', 'aac_ms', 'fast'],
  ])('stays for %s', (_what, option, choice) => {
    const memory = memoryWith(CODER);
    expect(chooseDefault(memory, option, choice)).toBe(false);
    expect(memory).toEqual(memoryWith(CODER));
  });

  it('stays when the table goes beyond the memory', () => {
    const whole = memoryWith(CODER);
    for (let length = 0; length < TABLE + 3 * 48; length += 4) {
      const memory = Buffer.from(whole.subarray(0, length));
      expect(chooseDefault(memory, 'aac_coder', 'fast')).toBe(false);
    }
  });
});
