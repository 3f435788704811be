import type { Track } from 'livekit-client';

/**
 * livekit-client's words for what a track shows. As values of our own, so that the library, the largest part of the guest's
 * page, can be fetched when the room is near; a test holds them against the library's.
 */
export const TRACK_SOURCE = {
  camera: 'camera' as Track.Source.Camera,
  microphone: 'microphone' as Track.Source.Microphone,
  screen: 'screen_share' as Track.Source.ScreenShare,
  screenAudio: 'screen_share_audio' as Track.Source.ScreenShareAudio,
} as const;
