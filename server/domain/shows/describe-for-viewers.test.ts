import { describe, expect, it } from 'vitest';
import { describeForViewers } from './describe-for-viewers';

const HOUR_MS = 3_600_000;
const at = (hours: number) => new Date(100 * HOUR_MS + hours * HOUR_MS);
const facts = { phase: null, scheduledAt: null, lastEndedAt: null, nowMs: at(0).getTime() };

type Facts = Parameters<typeof describeForViewers>[0];
const cases: [string, Partial<Facts>, ReturnType<typeof describeForViewers>][] = [
  ['never on air', {}, { state: 'waiting', startsAt: null }],
  ['announced', { scheduledAt: at(2) }, { state: 'waiting', startsAt: at(2) }],
  ['late', { scheduledAt: at(-1) }, { state: 'waiting', startsAt: null }],
  ['rehearsing', { phase: 'rehearsal' }, { state: 'waiting', startsAt: null }],
  ['live', { phase: 'live', scheduledAt: at(-1) }, { state: 'live', startsAt: null }],
  ['ending', { phase: 'ending' }, { state: 'ended', startsAt: null }],
  [
    'ended, its row not stored yet',
    { phase: 'ended', scheduledAt: at(-1) },
    { state: 'ended', startsAt: null },
  ],
  ['over', { lastEndedAt: at(-1), scheduledAt: at(-2) }, { state: 'ended', startsAt: null }],
  ['over, without a date', { lastEndedAt: at(-1) }, { state: 'ended', startsAt: null }],
  ['over and on again', { lastEndedAt: at(-1), scheduledAt: at(24) }, { state: 'ended', startsAt: at(24) }],
  [
    'over, on again, and late',
    { lastEndedAt: at(-9), scheduledAt: at(-1) },
    { state: 'waiting', startsAt: null },
  ],
  ['over, reopened', { phase: 'rehearsal', lastEndedAt: at(-1) }, { state: 'ended', startsAt: null }],
  [
    'over, counting down again',
    { phase: 'countdown', lastEndedAt: at(-1) },
    { state: 'waiting', startsAt: null },
  ],
  ['live again', { phase: 'live', lastEndedAt: at(-1) }, { state: 'live', startsAt: null }],
];

describe('describeForViewers', () => {
  it.each(cases)('a show that is %s', (_name, part, view) => {
    expect(describeForViewers({ ...facts, ...part })).toEqual(view);
  });
});
