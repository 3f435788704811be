import { PassThrough } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { createLog } from './log';

function record(write: (log: ReturnType<typeof createLog>) => void): string {
  const output = new PassThrough();
  write(createLog({ level: 'info', name: 'test', output }));
  return String(output.read() ?? '');
}

describe('createLog', () => {
  it('keeps a registered secret out of every place of a line', () => {
    const text = record(({ logger, redactor }) => {
      redactor.register('live_"odd"-key');
      logger.info(
        { url: 'rtmp://x/app/live_"odd"-key', list: [{ deep: ['live_"odd"-key'] }] },
        'to live_"odd"-key',
      );
      logger.error(new Error('connect rtmp://x/live_%22odd%22-key failed'));
    });
    expect(text).not.toMatch(/odd/);
    expect(text.match(/\[redacted\]/g)?.length).toBeGreaterThanOrEqual(4);
  });

  it('hides fields that hold secrets by name', () => {
    const text = record(({ logger }) =>
      logger.info({ relay: { key: 'sk_123456' }, password: 'hunter22' }, 'x'),
    );
    expect(text).not.toMatch(/sk_123456|hunter22/);
  });

  it('writes one JSON object per line, with the writer and the time', () => {
    const line: unknown = JSON.parse(record(({ logger }) => logger.info({ showId: 's1' }, 'opened')));
    expect(line).toMatchObject({
      name: 'test',
      showId: 's1',
      msg: 'opened',
      time: expect.stringMatching(/^\d{4}-/),
    });
  });

  it('leaves short values alone: they would blank out common words', () => {
    const text = record(({ logger, redactor }) => {
      redactor.register('live');
      logger.info('the show is live');
    });
    expect(text).toContain('the show is live');
  });
});
