import { describe, expect, it } from 'vitest';
import { formatAgo, formatBytes, formatClock, formatDay, formatDuration, toLocalInput } from './format-time';

const now = new Date(2026, 10, 23, 12, 0);

describe('formatDay', () => {
  it.each([
    ['Today 18:00', new Date(2026, 10, 23, 18, 0)],
    ['Tomorrow 09:30', new Date(2026, 10, 24, 9, 30)],
    ['Yesterday 23:59', new Date(2026, 10, 22, 23, 59)],
    ['Friday 18:00', new Date(2026, 10, 27, 18, 0)],
    ['1 Dec 18:00', new Date(2026, 11, 1, 18, 0)],
    ['3 Jan 2027 10:00', new Date(2027, 0, 3, 10, 0)],
  ])('says %s', (text, date) => expect(formatDay(date, now)).toBe(text));
});

describe('durations and sizes', () => {
  it('shows the on-air clock with hours, and never a negative one', () => {
    expect([751_000, 36_061_000, -5].map(formatClock)).toEqual(['00:12:31', '10:01:01', '00:00:00']);
  });
  it('keeps durations short', () => {
    expect([48_000, 720_000, 3_840_000].map(formatDuration)).toEqual(['48 s', '12 min', '1 h 04 min']);
  });
  it('uses decimal units for sizes', () => {
    expect([0, 999, 1_500, 382_000_000, 12_340_000_000n].map(formatBytes)).toEqual([
      '0 B',
      '999 B',
      '1.5 kB',
      '382 MB',
      '12.3 GB',
    ]);
  });
  it('calls the last seconds "just now"', () => {
    expect(formatAgo(new Date(now.getTime() - 20_000), now)).toBe('just now');
    expect(formatAgo(new Date(now.getTime() - 720_000), now)).toBe('12 minutes ago');
  });
  it('fills a local date field', () => {
    expect(toLocalInput(now)).toBe('2026-11-23T12:00');
  });
});
