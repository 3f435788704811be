import { describe, expect, it } from 'vitest';
import type { AmfValue } from './amf0';
import { decodeAmf0, encodeAmf0 } from './amf0';

describe('AMF0', () => {
  it.each<[string, AmfValue[]]>([
    ['a number', [3.5]],
    ['booleans', [true, false]],
    ['a string', ['connect']],
    ['a long string', ['x'.repeat(70_000)]],
    ['null and undefined', [null, undefined]],
    ['an object in an object', [{ app: 'live', nested: { level: 'error' } }]],
    ['an array', [[1, 'two', null]]],
    ['nothing', []],
  ])('reads back %s', (_name, values) => {
    const decoded = decodeAmf0(encodeAmf0(values));
    expect(decoded.ok && JSON.stringify(decoded.values)).toBe(JSON.stringify(values));
  });

  it('writes the bytes of a command as the specification shows them', () => {
    expect([...encodeAmf0(['a', 1, null])]).toEqual([
      2, 0, 1, 97, // string marker, length 1, "a"
      0, 0x3f, 0xf0, 0, 0, 0, 0, 0, 0, // number marker, 1.0
      5, // null
    ]); // prettier-ignore
  });

  it.each<[string, number[], string]>([
    ['a number cut off', [0, 0x3f, 0xf0], 'too-short'],
    ['a string longer than the input', [2, 0xff, 0xff, 97], 'too-short'],
    ['a long string of 4 GB', [12, 0xff, 0xff, 0xff, 0xff], 'too-short'],
    ['an object that never ends', [3, 0, 1, 97, 5], 'too-short'],
    ['an array of 4 billion values', [10, 0xff, 0xff, 0xff, 0xff, 5, 5], 'too-short'],
    ['a reference', [7, 0, 1], 'unknown-marker'],
    ['an AMF3 switch', [17, 1], 'unknown-marker'],
  ])('refuses %s', (_name, bytes, reason) => {
    expect(decodeAmf0(Uint8Array.from(bytes))).toEqual({ ok: false, reason });
  });

  it('refuses a bomb of nested objects and one of many values, at once', () => {
    const nested = Buffer.concat(Array.from({ length: 100_000 }, () => Buffer.from([3, 0, 1, 97])));
    expect(decodeAmf0(nested)).toEqual({ ok: false, reason: 'too-deep' });
    expect(decodeAmf0(Buffer.alloc(100_000, 5))).toEqual({ ok: false, reason: 'too-many-values' });
    const array = Buffer.concat([Buffer.from([10, 0xff, 0xff, 0xff, 0xff]), Buffer.alloc(100_000, 5)]);
    expect(decodeAmf0(array)).toEqual({ ok: false, reason: 'too-many-values' });
  });

  it('keeps __proto__ as a key and nothing more', () => {
    const decoded = decodeAmf0(encodeAmf0([JSON.parse('{"__proto__": {"polluted": true}}') as AmfValue]));
    expect(decoded.ok).toBe(true);
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
  });

  it('survives any bytes', () => {
    let seed = 11;
    const next = (): number => (seed = (seed * 1103515245 + 12345) & 0x7fffffff);
    for (let round = 0; round < 5000; round += 1) {
      const bytes = Uint8Array.from({ length: next() % 60 }, () => (next() >> 8) % 20);
      const decoded = decodeAmf0(bytes);
      if (decoded.ok) expect(decodeAmf0(encodeAmf0(decoded.values)).ok).toBe(true);
    }
  });
});
