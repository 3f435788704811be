import { expect, it } from 'vitest';
import { OpenAhead } from './open-ahead';

function files() {
  const log: string[] = [];
  const opener =
    (name: string, isBroken = false) =>
    () => {
      log.push(`open ${name}`);
      return isBroken
        ? Promise.reject(new Error('not now'))
        : Promise.resolve({ name, close: () => void log.push(`close ${name}`) });
    };
  return { log, opener };
}
const settle = () => new Promise((resolve) => setImmediate(resolve));

it('opens each file once, hands it over, and closes what is not wanted any more', async () => {
  const { log, opener } = files();
  const ahead = new OpenAhead<{ name: string; close: () => void }>();
  ahead.put(
    new Map([
      ['a', opener('a')],
      ['b', opener('b')],
    ]),
  );
  ahead.put(
    new Map([
      ['a', opener('a')],
      ['b', opener('b')],
    ]),
  );
  expect((await ahead.take('a', opener('a'))).name).toBe('a');
  ahead.put(new Map());
  await settle();
  expect(log).toEqual(['open a', 'open b', 'close b']);
});

it('tries a file again that could not be opened ahead, and opens others when they are asked for', async () => {
  const { log, opener } = files();
  const ahead = new OpenAhead<{ name: string; close: () => void }>();
  ahead.put(new Map([['a', opener('a', true)]]));
  await settle();
  expect((await ahead.take('a', opener('a'))).name).toBe('a');
  expect((await ahead.take('b', opener('b'))).name).toBe('b');
  expect(log).toEqual(['open a', 'open a', 'open b']);
});
