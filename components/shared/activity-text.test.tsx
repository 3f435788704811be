import { expect, it } from 'vitest';
import { showCommandSchema } from '@/lib/core/contract/show-commands';
import { activityText } from './activity-text';

it.each([
  ['show.create', { title: 'Friday' }, 'created the show “Friday”'],
  ['team.setRole', { name: 'Robin', from: 'host', to: 'producer' }, 'made Robin producer'],
  ['destination.setEnabled', { enabled: false }, 'turned a destination off'],
  ['destination.setEnabled', { enabled: true, subject: 'Twitch' }, 'turned Twitch on'],
  ['seat.toStage', { seatId: 's1', subject: 'Ada' }, 'put Ada on stage'],
  ['seat.toStage', { seatId: 's1' }, 'put a guest on stage'],
  ['scene.activate', { subject: 'Interview' }, 'switched to Interview'],
  ['something.new', {}, 'something: new'],
])('puts %s in words', (action, detail, text) => expect(activityText({ action, detail })).toBe(text));

it('has words for every command of a show that the list may hold', () => {
  // server/realtime/audit-line.ts leaves these out.
  const unlisted = [
    'chat.say',
    'show.setMasterGain',
    'seat.setGain',
    'seat.setSound',
    'seat.setMedia',
    'seat.setSelfMute',
    'scene.preview',
  ];
  const types = showCommandSchema.options.map((option) => option.shape.type.value);
  const technical = types
    .filter((type) => !unlisted.includes(type))
    .filter((type) => activityText({ action: type, detail: {} }).includes(': '));
  expect(technical).toEqual([]);
});
