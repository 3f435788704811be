import { describe, expect, it } from 'vitest';
import { HeldPicture } from './held-picture';

describe('a picture that is held', () => {
  it('is the same when what it came in is something else', () => {
    const nals = [Uint8Array.of(0x65, 1, 2), Uint8Array.of(0x65), Uint8Array.of(0x65, 3)];
    const held = new HeldPicture().hold(nals);
    for (const nal of nals) nal.fill(0xff);
    expect(held).toEqual([Uint8Array.of(0x65, 1, 2), Uint8Array.of(0x65), Uint8Array.of(0x65, 3)]);
  });

  it('lies where the one before lay, unless it is larger', () => {
    const picture = new HeldPicture();
    const [first] = picture.hold([new Uint8Array(1_000)]);
    const [smaller] = picture.hold([Uint8Array.of(7, 8)]);
    expect(smaller).toEqual(Uint8Array.of(7, 8));
    expect(smaller?.buffer).toBe(first?.buffer);
    const [larger] = picture.hold([new Uint8Array(4_000).fill(9)]);
    expect(larger).toEqual(new Uint8Array(4_000).fill(9));
    expect(picture.hold([])).toEqual([]);
  });
});
