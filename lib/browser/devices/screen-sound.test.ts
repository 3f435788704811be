import { afterEach, expect, it, vi } from 'vitest';
import { createLocalMedia } from './local-media';

afterEach(() => vi.unstubAllGlobals());

it('shares a screen with its sound, without what this page plays, and ends both together', async () => {
  const track = () => Object.assign(new EventTarget(), { stop: vi.fn() }) as unknown as MediaStreamTrack;
  const [picture, sound] = [track(), track()];
  const getDisplayMedia = vi.fn((_wanted: DisplayMediaStreamOptions) =>
    Promise.resolve({ getVideoTracks: () => [picture], getAudioTracks: () => [sound] }),
  );
  const mediaDevices = {
    getDisplayMedia,
    addEventListener: () => undefined,
    removeEventListener: () => undefined,
    enumerateDevices: () => Promise.resolve([]),
  };
  vi.stubGlobal('navigator', { mediaDevices });
  const media = createLocalMedia({ getItem: () => null, setItem: () => undefined } as unknown as Storage);
  await media.startScreen();
  expect(getDisplayMedia.mock.calls[0]?.[0].audio).toMatchObject({
    ...{ restrictOwnAudio: true, echoCancellation: false },
    ...{ noiseSuppression: false, autoGainControl: false },
  });
  expect(media.get()).toMatchObject({ screen: { status: 'live', track: picture }, screenAudio: sound });
  // The browser's own "Stop sharing".
  picture.dispatchEvent(new Event('ended'));
  expect(media.get()).toMatchObject({ screen: { status: 'off' }, screenAudio: null });
  expect(sound.stop).toHaveBeenCalled();
  media.close();
});
