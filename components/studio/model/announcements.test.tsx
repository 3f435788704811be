import { expect, it } from 'vitest';
import { after, newShow } from '@/lib/core/show/testing/show-fixtures';
import {
  mediaAnnouncement,
  microphoneAnnouncement,
  phaseAnnouncement,
  switchAnnouncement,
  waitingAnnouncement,
} from './announcements';

it.each([
  [{ status: 'rehearsal' }, ''],
  [
    { status: 'rehearsal', reason: 'The program did not reach the server.' },
    'The program did not reach the server.',
  ],
  [
    { status: 'countdown', broadcastId: 'b', startedAtMs: 0, liveAtMs: 5_000 },
    'Going live in a few seconds. Press Escape to stop the countdown.',
  ],
  [{ status: 'live', broadcastId: 'b', sinceMs: 0 }, 'The show is live.'],
  [
    { status: 'ending', broadcastId: 'b', sinceMs: 0 },
    'The show is ending. Viewers still see and hear the stage.',
  ],
  [{ status: 'ended', broadcastId: 'b', endedAtMs: 0 }, 'The show has ended.'],
] as const)('in the phase %j says %j', (phase, text) => {
  expect(phaseAnnouncement(phase)).toBe(text);
});

it.each([
  ['without a seat', null, ''],
  ['open', { byProducer: false, bySelf: false }, 'Your microphone is on.'],
  ['muted by oneself', { byProducer: false, bySelf: true }, 'Your microphone is muted.'],
  ['muted by another', { byProducer: true, bySelf: true }, 'A producer muted you. Lift it on your tile.'],
] as const)('says of one’s own microphone %s', (_name, mute, text) =>
  expect(microphoneAnnouncement(mute)).toBe(text),
);

it('names who waits, counts a crowd, and leaves out who has gone again', () => {
  const seatsOf = (...names: string[]) =>
    after(
      newShow(),
      ...names.map(
        (name) => ({ type: 'seat.join', seatId: name, name, role: 'guest', userId: null }) as const,
      ),
      ...names.map((seatId) => ({ type: 'seat.setConnection', seatId, connected: true }) as const),
    ).seats;
  expect(waitingAnnouncement([])).toBe('');
  expect(waitingAnnouncement(seatsOf('Ada'))).toBe('Ada is waiting. Press A to let them in.');
  expect(waitingAnnouncement(seatsOf('Ada', 'Ben', 'Cleo'))).toBe('Ada, Ben and Cleo are waiting.');
  expect(waitingAnnouncement(seatsOf('Ada', 'Ben', 'Cleo', 'Dan'))).toBe('4 guests are waiting.');
  expect(waitingAnnouncement(seatsOf('Ada').map((seat) => ({ ...seat, connected: false })))).toBe('');
});

it('says which scene viewers see and which is next', () => {
  const show = newShow();
  expect(switchAnnouncement(show)).toBe('On program: Talk.');
  const live = { ...show, phase: { status: 'live', broadcastId: 'b', sinceMs: 0 } } as const;
  expect(switchAnnouncement(live)).toBe('On air: Talk.');
  const studio = after(live, { type: 'show.setSwitchMode', mode: 'studio' });
  expect(switchAnnouncement(studio)).toBe('On air: Talk. Preview: Solo.');
  expect(switchAnnouncement(after(studio, { type: 'show.take', sceneId: 'b' }))).toBe(
    'On air: Solo. Preview: Talk.',
  );
});

it('says what plays when it begins', () => {
  const cue = {
    ...({ type: 'media.add', mediaId: 'm', assetId: 'f', kind: 'video', hasSound: true } as const),
    ...{ name: 'Intro', durationMs: 3_000, gainDb: 0, muted: false, loop: false, fadeMs: 0 },
    ...({ fit: 'contain', then: { kind: 'stop' } } as const),
  };
  const playing = after(newShow(), cue, { type: 'media.play', mediaId: 'm' });
  expect(mediaAnnouncement(playing)).toBe('Playing: Intro.');
  expect(mediaAnnouncement(after(playing, { type: 'media.stop' }))).toBe('');
});
