import { describe, expect, it } from 'vitest';
import { groupShows } from './list-shows';
import type { ShowRow } from './ports';

const NOW_MS = Date.UTC(2026, 10, 23, 20);
const inHours = (hours: number): Date => new Date(NOW_MS + hours * 3_600_000);

function show(title: string, changes: Partial<ShowRow> = {}): ShowRow {
  return {
    ...{ showId: title, title, slug: title, template: 'solo', createdAt: inHours(-100) },
    ...{ scheduledAt: null, archivedAt: null, liveSince: null, lastBroadcastEndedAt: null },
    ...{ broadcastCount: 0, destinationCount: 0 },
    ...changes,
  };
}

describe('groupShows', () => {
  it.each<[name: string, row: ShowRow, group: 'live' | 'upcoming' | 'past']>([
    ['on air', show('a', { liveSince: inHours(-1) }), 'live'],
    ['on air although archived', show('a', { liveSince: inHours(-1), archivedAt: inHours(-2) }), 'live'],
    ['never scheduled, never on air', show('a'), 'upcoming'],
    ['scheduled', show('a', { scheduledAt: inHours(1) }), 'upcoming'],
    ['an hour late', show('a', { scheduledAt: inHours(-1) }), 'upcoming'],
    ['long missed', show('a', { scheduledAt: inHours(-7) }), 'past'],
    ['broadcast', show('a', { lastBroadcastEndedAt: inHours(-1) }), 'past'],
    [
      'broadcast and scheduled again',
      show('a', { lastBroadcastEndedAt: inHours(-1), scheduledAt: inHours(24) }),
      'upcoming',
    ],
    ['archived before its time', show('a', { archivedAt: inHours(-1), scheduledAt: inHours(24) }), 'past'],
  ])('puts a show that is %s into %s', (_name, row, group) => {
    const lists = groupShows([row], NOW_MS);
    expect(lists).toEqual({ live: [], upcoming: [], past: [], [group]: [row] });
  });

  it('orders upcoming shows soonest first, unscheduled last, and past ones latest first', () => {
    const rows = [
      show('unscheduled'),
      show('unscheduled newer', { createdAt: inHours(-1) }),
      show('tomorrow', { scheduledAt: inHours(24) }),
      show('tonight', { scheduledAt: inHours(1) }),
      show('last year', { lastBroadcastEndedAt: inHours(-9_000) }),
      show('yesterday', { lastBroadcastEndedAt: inHours(-24) }),
    ];
    const { upcoming, past } = groupShows(rows, NOW_MS);
    expect(upcoming.map((row) => row.title)).toEqual([
      'tonight',
      'tomorrow',
      'unscheduled newer',
      'unscheduled',
    ]);
    expect(past.map((row) => row.title)).toEqual(['yesterday', 'last year']);
  });
});
