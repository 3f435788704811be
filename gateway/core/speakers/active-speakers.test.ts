import { expect, it } from 'vitest';
import { ActiveSpeakers } from './active-speakers';

const say = (speakers: ActiveSpeakers, id: string, levelDbov: number, packets = 20): void => {
  for (let index = 0; index < packets; index++) speakers.observe(id, levelDbov);
};

it('names who speaks, once per change, and when they stop', () => {
  const speakers = new ActiveSpeakers();
  say(speakers, 'a', 15);
  say(speakers, 'b', 127);
  expect(speakers.poll()).toMatchObject([{ id: 'a', isActive: true }]);
  for (let round = 0; round < 10; round++) {
    say(speakers, 'a', 15);
    speakers.poll();
  }
  say(speakers, 'a', 15);
  expect(speakers.poll()).toEqual([]);
  let last;
  for (let round = 0; round < 10; round++) {
    say(speakers, 'a', 127);
    last = speakers.poll()[0] ?? last;
  }
  expect(last).toEqual({ id: 'a', level: 0, isActive: false });
});

it('does not take a knock for a voice', () => {
  const speakers = new ActiveSpeakers();
  say(speakers, 'a', 127, 18);
  say(speakers, 'a', 5, 2);
  expect(speakers.poll()).toEqual([]);
});

it('says the last word on who leaves, only if they were heard', () => {
  const speakers = new ActiveSpeakers();
  say(speakers, 'a', 10);
  speakers.poll();
  expect(speakers.remove('a')).toEqual({ id: 'a', level: 0, isActive: false });
  expect(speakers.remove('a')).toBeNull();
});
