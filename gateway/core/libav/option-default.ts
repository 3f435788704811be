/**
 * Options of an encoder inside WASM that exports no way to set them. libavcodec copies each option's default into every
 * encoder it opens, out of its tables of AVOption, a public structure: libavutil/opt.h, 48 bytes where pointers have 4.
 */
const OPTION_BYTES = 48;
const FIELD = { name: 0, type: 12, defaultValue: 16, unit: 44 } as const;
/** enum AVOptionType. */
const TYPE_INT = 2;
const TYPE_CONST = 11;
/** Named values of one option; libavcodec's longest list has some 60. */
const CHOICES_MAX = 100;

/**
 * Makes one of an option's named values its default, for encoders opened from then on.
 * @param memory - all of a WASM's, in which libavcodec has opened nothing yet.
 * @returns false when no such option with such a value is there; then nothing was changed.
 */
export function chooseDefault(memory: Buffer, option: string, choice: string): boolean {
  for (const at of pointersTo(memory, option)) {
    if (memory.readInt32LE(at + FIELD.type) !== TYPE_INT) continue;
    const value = valueOf(memory, at, choice);
    if (value === null) continue;
    memory.writeBigInt64LE(value, at + FIELD.defaultValue);
    return true;
  }
  return false;
}

/** Addresses of whole structures whose first field, the name, points to such a string. */
function* pointersTo(memory: Buffer, name: string): Generator<number> {
  const address = Buffer.alloc(4);
  const text = Buffer.from(`\0${name}\0`, 'latin1');
  for (let found = memory.indexOf(text); found !== -1; found = memory.indexOf(text, found + 1)) {
    address.writeUInt32LE(found + 1);
    for (let at = memory.indexOf(address); at !== -1; at = memory.indexOf(address, at + 1))
      if (at % 4 === 0 && at + OPTION_BYTES <= memory.length) yield at;
  }
}

/** An option's named values follow it, and share its unit. */
function valueOf(memory: Buffer, option: number, choice: string): bigint | null {
  const unit = memory.readUInt32LE(option + FIELD.unit);
  if (unit === 0) return null;
  for (let index = 1; index <= CHOICES_MAX; index += 1) {
    const at = option + index * OPTION_BYTES;
    if (at + OPTION_BYTES > memory.length) return null;
    const isOfOption =
      memory.readInt32LE(at + FIELD.type) === TYPE_CONST && memory.readUInt32LE(at + FIELD.unit) === unit;
    if (!isOfOption) return null;
    if (startsWith(memory, memory.readUInt32LE(at + FIELD.name), `${choice}\0`))
      return memory.readBigInt64LE(at + FIELD.defaultValue);
  }
  return null;
}

function startsWith(memory: Buffer, at: number, text: string): boolean {
  return memory.toString('latin1', at, at + text.length) === text;
}
