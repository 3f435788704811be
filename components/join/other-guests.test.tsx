import { render } from '@testing-library/react';
import { beforeEach, expect, it, vi } from 'vitest';
import { createStore } from '@/lib/browser/realtime/create-store';
import type { GuestSession } from '@/lib/browser/room/guest-session';
import type { SeatFeed } from '@/lib/browser/room/room-client';
import { OtherGuests } from './other-guests';

/** jsdom plays nothing: a track is what it is called. */
const track = (name: string) => ({ kind: 'audio', name }) as unknown as MediaStreamTrack;
const feed = (seatId: string): SeatFeed => ({
  ...{ seatId, name: seatId, camera: null, screen: null, quality: 'good' },
  microphone: track(`voice of ${seatId}`),
  screenAudio: track(`screen of ${seatId}`),
});

beforeEach(() => {
  vi.stubGlobal(
    'MediaStream',
    class {
      constructor(readonly tracks: { name: string }[]) {}
    },
  );
  vi.spyOn(HTMLMediaElement.prototype, 'play').mockResolvedValue(undefined);
});

function heard(silenced: string[]): string[] {
  const store = createStore({
    room: { feeds: { s1: feed('s1'), s2: feed('s2') }, mediaBus: track('media bus') },
    show: { guest: { silenced, seat: { name: 'Me' } } },
  });
  const session = { ...store, setTileSize: () => () => undefined } as unknown as GuestSession;
  const off = { status: 'off' } as const;
  const local = {
    camera: off,
    microphone: off,
    screen: off,
    screenAudio: null,
    cameras: [],
    microphones: [],
  };
  const choice = { cameraId: null, microphoneId: null };
  const { container } = render(
    <OtherGuests session={session} local={{ ...local, choice }} selfMuted={false} speakerId="" />,
  );
  return [...container.querySelectorAll('audio')].map(
    ({ srcObject }) => (srcObject as unknown as { tracks: { name: string }[] }).tracks[0]?.name ?? '',
  );
}

it('[SE11] plays nothing of whom a producer has muted, whatever their page sends', () => {
  expect(heard([])).toEqual(['media bus', 'voice of s1', 'screen of s1', 'voice of s2', 'screen of s2']);
  expect(heard(['s2'])).toEqual(['media bus', 'voice of s1', 'screen of s1']);
});
