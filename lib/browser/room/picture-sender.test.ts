import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { WAITING_PICTURE } from '@/lib/core/contract/limits';
import { createPictureSender } from './picture-sender';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const track = (id: string) => ({ id }) as MediaStreamTrack;

function setUp(pictures: (Uint8Array | null)[] = []) {
  const sent: Uint8Array[] = [];
  const cameras: { id: string; isClosed: boolean }[] = [];
  const sender = createPictureSender(
    (jpeg) => sent.push(jpeg),
    ({ id }) => {
      const camera = { id, isClosed: false };
      cameras.push(camera);
      return {
        take: async () => (pictures.length > 0 ? (pictures.shift() ?? null) : Uint8Array.of(sent.length)),
        close: () => void (camera.isClosed = true),
      };
    },
  );
  return { sender, sent, cameras };
}

it('shows a picture at once and then at the agreed pace', async () => {
  const { sender, sent } = setUp();
  sender.show(track('a'));
  await vi.advanceTimersByTimeAsync(0);
  expect(sent).toHaveLength(1);
  await vi.advanceTimersByTimeAsync(WAITING_PICTURE.everyMs * 3);
  expect(sent).toHaveLength(4);
});

it('goes on with the same camera when it is told again', async () => {
  const { sender, cameras } = setUp();
  const camera = track('a');
  sender.show(camera);
  sender.show(camera);
  expect(cameras).toEqual([{ id: 'a', isClosed: false }]);
});

it('sends nothing after it was stopped, not even what was being taken', async () => {
  const { sender, sent, cameras } = setUp();
  sender.show(track('a'));
  sender.show(null);
  await vi.advanceTimersByTimeAsync(WAITING_PICTURE.everyMs * 3);
  expect(sent).toEqual([]);
  expect(cameras).toEqual([{ id: 'a', isClosed: true }]);
});

it('tries again soon while the camera has no picture yet', async () => {
  const { sender, sent } = setUp([null, null]);
  sender.show(track('a'));
  await vi.advanceTimersByTimeAsync(WAITING_PICTURE.everyMs / 2);
  expect(sent).toHaveLength(1);
});

it('changes cameras without keeping the old one', async () => {
  const { sender, cameras } = setUp();
  sender.show(track('a'));
  sender.show(track('b'));
  await vi.advanceTimersByTimeAsync(0);
  expect(cameras).toEqual([
    { id: 'a', isClosed: true },
    { id: 'b', isClosed: false },
  ]);
});
