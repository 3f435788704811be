import { expect, it } from 'vitest';
import { activityText } from './activity-text';

it.each([
  ['show.create', { title: 'Friday' }, 'created the show “Friday”'],
  ['team.setRole', { name: 'Robin', from: 'host', to: 'producer' }, 'made Robin producer'],
  ['destination.setEnabled', { enabled: false }, 'turned a destination off'],
  ['something.new', {}, 'something: new'],
])('puts %s in words', (action, detail, text) => expect(activityText({ action, detail })).toBe(text));
