/** AMF0, the value format of RTMP commands. Reads what a stranger sent, so every length, depth and count is bounded. */

export type AmfValue = number | boolean | string | null | undefined | AmfValue[] | AmfObject;
export interface AmfObject {
  [key: string]: AmfValue;
}

export type Amf0Failure = 'too-short' | 'unknown-marker' | 'too-deep' | 'too-many-values';
export type Amf0Result = { ok: true; values: AmfValue[] } | { ok: false; reason: Amf0Failure };

/** Real servers nest two deep; eight leaves room and still ends a bomb of nested objects at once. */
const DEPTH_MAX = 8;
/** Values in one message, all levels together. `connect` has about 15, `onMetaData` about 20. */
const VALUES_MAX = 512;

const MARKER = {
  number: 0,
  boolean: 1,
  string: 2,
  object: 3,
  null: 5,
  undefined: 6,
  ecmaArray: 8,
  objectEnd: 9,
  strictArray: 10,
  date: 11,
  longString: 12,
} as const;

/** Decodes a run of AMF0 values, as in a command message's body. Never throws. */
export function decodeAmf0(bytes: Uint8Array): Amf0Result {
  const reader = new Amf0Reader(bytes);
  const values: AmfValue[] = [];
  while (!reader.isAtEnd && reader.failure === null) values.push(reader.readValue(0));
  return reader.failure === null ? { ok: true, values } : { ok: false, reason: reader.failure };
}

/** Encodes values one after another. Strings above 65535 bytes become long strings. */
export function encodeAmf0(values: readonly AmfValue[]): Buffer {
  const parts: Buffer[] = [];
  for (const value of values) writeValue(parts, value);
  return Buffer.concat(parts);
}

class Amf0Reader {
  failure: Amf0Failure | null = null;
  readonly #bytes: Buffer;
  #offset = 0;
  #valuesRead = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  get isAtEnd(): boolean {
    return this.#offset >= this.#bytes.length;
  }

  readValue(depth: number): AmfValue {
    this.#valuesRead += 1;
    if (this.#valuesRead > VALUES_MAX) return this.#fail('too-many-values');
    if (depth > DEPTH_MAX) return this.#fail('too-deep');
    const at = this.#take(1);
    if (at < 0) return undefined;
    return this.#readBody(this.#bytes.readUInt8(at), depth);
  }

  #readBody(marker: number, depth: number): AmfValue {
    switch (marker) {
      case MARKER.number:
        return this.#readNumber();
      case MARKER.boolean: {
        const at = this.#take(1);
        return at < 0 ? undefined : this.#bytes.readUInt8(at) !== 0;
      }
      case MARKER.string:
        return this.#readString(2);
      case MARKER.longString:
        return this.#readString(4);
      case MARKER.object:
        return this.#readProperties(depth);
      case MARKER.ecmaArray:
        // The count is a hint that some servers get wrong; the end marker decides.
        return this.#take(4) < 0 ? undefined : this.#readProperties(depth);
      case MARKER.strictArray:
        return this.#readArray(depth);
      case MARKER.date: {
        const at = this.#take(10);
        return at < 0 ? undefined : this.#bytes.readDoubleBE(at);
      }
      case MARKER.null:
        return null;
      case MARKER.undefined:
        return undefined;
      default:
        return this.#fail('unknown-marker');
    }
  }

  #readNumber(): number | undefined {
    const at = this.#take(8);
    return at < 0 ? undefined : this.#bytes.readDoubleBE(at);
  }

  #readString(lengthBytes: 2 | 4): string {
    const lengthAt = this.#take(lengthBytes);
    if (lengthAt < 0) return '';
    const length = this.#bytes.readUIntBE(lengthAt, lengthBytes);
    const at = this.#take(length);
    return at < 0 ? '' : this.#bytes.toString('utf8', at, at + length);
  }

  #readProperties(depth: number): AmfObject {
    // No prototype: a key called __proto__ is a key like any other.
    const object = Object.create(null) as AmfObject;
    while (this.failure === null) {
      const key = this.#readString(2);
      if (this.failure !== null) break;
      if (key === '' && this.#bytes[this.#offset] === MARKER.objectEnd) {
        this.#offset += 1;
        break;
      }
      object[key] = this.readValue(depth + 1);
    }
    return object;
  }

  #readArray(depth: number): AmfValue[] {
    const at = this.#take(4);
    const values: AmfValue[] = [];
    if (at < 0) return values;
    const count = this.#bytes.readUInt32BE(at);
    for (let index = 0; index < count && this.failure === null; index += 1) values.push(this.readValue(depth + 1));
    return values;
  }

  /** Reserves `count` bytes. @returns their offset, or -1 when the input ends before. */
  #take(count: number): number {
    const at = this.#offset;
    if (this.failure !== null || at + count > this.#bytes.length) {
      this.#fail('too-short');
      return -1;
    }
    this.#offset += count;
    return at;
  }

  #fail(reason: Amf0Failure): undefined {
    this.failure ??= reason;
    return undefined;
  }
}

function writeValue(parts: Buffer[], value: AmfValue): void {
  if (value === null) parts.push(Buffer.from([MARKER.null]));
  else if (value === undefined) parts.push(Buffer.from([MARKER.undefined]));
  else if (typeof value === 'boolean') parts.push(Buffer.from([MARKER.boolean, value ? 1 : 0]));
  else if (typeof value === 'number') {
    const bytes = Buffer.alloc(9);
    bytes.writeDoubleBE(value, 1);
    parts.push(bytes);
  } else if (typeof value === 'string') writeString(parts, value);
  else if (Array.isArray(value)) {
    const head = Buffer.alloc(5);
    head[0] = MARKER.strictArray;
    head.writeUInt32BE(value.length, 1);
    parts.push(head);
    for (const item of value) writeValue(parts, item);
  } else {
    parts.push(Buffer.from([MARKER.object]));
    for (const [key, item] of Object.entries(value)) {
      parts.push(shortString(key));
      writeValue(parts, item);
    }
    parts.push(Buffer.from([0, 0, MARKER.objectEnd]));
  }
}

function writeString(parts: Buffer[], value: string): void {
  const text = Buffer.from(value, 'utf8');
  if (text.length <= 0xffff) {
    parts.push(Buffer.from([MARKER.string]), shortString(value));
    return;
  }
  const head = Buffer.alloc(5);
  head[0] = MARKER.longString;
  head.writeUInt32BE(text.length, 1);
  parts.push(head, text);
}

function shortString(value: string): Buffer {
  const text = Buffer.from(value, 'utf8').subarray(0, 0xffff);
  const bytes = Buffer.alloc(2 + text.length);
  bytes.writeUInt16BE(text.length, 0);
  text.copy(bytes, 2);
  return bytes;
}
