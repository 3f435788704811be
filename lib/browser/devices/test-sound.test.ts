import { expect, it } from 'vitest';
import { testSound } from './test-sound';

it('is a WAV file of under a second whose header tells its true length, without a click at either end', async () => {
  const view = new DataView(await testSound().arrayBuffer());
  const text = (at: number) => String.fromCharCode(...new Uint8Array(view.buffer, at, 4));
  expect([text(0), text(8), text(36)]).toEqual(['RIFF', 'WAVE', 'data']);
  expect(view.getUint32(4, true)).toBe(view.byteLength - 8);
  expect(view.getUint32(40, true)).toBe(view.byteLength - 44);
  expect((view.byteLength - 44) / view.getUint32(28, true)).toBeCloseTo(0.9);
  expect(view.getInt16(44, true)).toBe(0);
  expect(Math.abs(view.getInt16(view.byteLength - 2, true))).toBeLessThan(200);
  const samples = Array.from({ length: (view.byteLength - 44) / 2 }, (_, index) =>
    view.getInt16(44 + index * 2, true),
  );
  expect(Math.max(...samples)).toBeGreaterThan(10_000);
});
