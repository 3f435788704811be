import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { toAppError } from './to-trpc-error';
import { startTestApp, type TestApp } from '@/server/testing/test-app';

let test: TestApp;
beforeAll(async () => {
  test = await startTestApp();
});

afterAll(() => test.stop());

describe('the database as the domain sees it', () => {
  it.each([
    ['SQL', `Robert'); DROP TABLE "Show"; --`],
    ['quotes and backslashes', String.raw`\' " \\ $1 %s {} \u0000`],
    ['markup', '<img src=x onerror=alert(1)>'],
    ['emoji, joined and flagged', '👩‍👩‍👧‍👦 🏳️‍🌈 🇪🇺'],
    ['right to left, with marks', 'مرحبا بالعالم'],
    ['letters with many marks', 'Z͑ͫ̓ͪ̂ͫ̽͏̴̙̤̞͉͚̯̞̠͍A̴̵̜̰͔ͫ͗͢'],
    ['text of 120 characters beyond the first plane', '𝔘'.repeat(60)],
  ])('keeps a title with %s exactly as typed', async (_name, title) => {
    const { call } = await test.addMember('producer');
    const { showId, slug } = await call.shows.create({ title, template: 'solo', scheduledAt: null });
    expect((await call.shows.get({ showId })).title).toBe(title);
    expect(slug).toMatch(/^[a-z0-9]+(-[a-z0-9]+)*$/);
  });

  it('names the index of a unique violation', async () => {
    const { email } = await test.addMember('viewer');
    const attempt = test.domain.users.insert({ userId: 'x', name: 'X', email, passwordHash: 'h' });
    await expect(attempt).rejects.toMatchObject({ name: 'UniqueViolation', index: 'User_email_key' });
  });

  it('says `unavailable` while PostgreSQL is away, in reads and in transactions', async () => {
    const away = await startTestApp();
    const { call } = await away.addMember('owner');
    await away.stop();
    const attempts = [
      () => call.shows.list(),
      () => call.shows.create({ title: 'Show', template: 'solo', scheduledAt: null }),
    ];
    for (const attempt of attempts) {
      const error: unknown = await attempt().catch((reason: unknown) => reason);
      expect(toAppError(error)).toMatchObject({ code: 'unavailable', httpStatus: 503 });
    }
  });
});
