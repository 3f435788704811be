import { Track } from 'livekit-client';
import { expect, it } from 'vitest';
import { TRACK_SOURCE } from './track-source';

it('uses the words of livekit-client', () => {
  expect(TRACK_SOURCE).toEqual({
    camera: Track.Source.Camera,
    microphone: Track.Source.Microphone,
    screen: Track.Source.ScreenShare,
    screenAudio: Track.Source.ScreenShareAudio,
  });
});
