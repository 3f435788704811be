import { expect, it, vi } from 'vitest';
import { newShow } from '@/lib/core/show/testing/show-fixtures';
import { slateArt, slateIdOf } from './slate-art';
import { createSlateKeeper, type SlateFacts } from './slate-keeper';

const art = slateArt(newShow());
const wanted = slateIdOf(art);
const publishing: SlateFacts = { leaseNumber: 3, slateId: null, art };

function start(answers: number[] = [], encoded: Uint8Array<ArrayBuffer> | null = new Uint8Array([1, 2])) {
  let nowMs = 0;
  const calls: { url: string; authorization: string }[] = [];
  const encode = vi.fn(() => Promise.resolve(encoded));
  const keeper = createSlateKeeper({
    whipUrl: '/whip/show1',
    fetchToken: (leaseNumber) => Promise.resolve(`token-${leaseNumber}`),
    encode,
    nowMs: () => nowMs,
    fetch: (url, init) => {
      calls.push({
        url: url as string,
        authorization: new Headers(init?.headers).get('authorization') ?? '',
      });
      return Promise.resolve(new Response(null, { status: answers.shift() ?? 204 }));
    },
  });
  const settle = async (facts: SlateFacts, atMs: number): Promise<void> => {
    nowMs = atMs;
    keeper.update(facts);
    await new Promise((resolve) => setImmediate(resolve));
  };
  return { calls, encode, settle, keeper };
}

it('uploads what the gateway lacks, under the lease, and once', async () => {
  const { calls, settle } = start();
  await settle(publishing, 0);
  await settle(publishing, 1_000);
  await settle({ ...publishing, slateId: wanted }, 60_000);
  expect(calls).toEqual([{ url: `/whip/show1/slate/${wanted}`, authorization: 'Bearer token-3' }]);
});

it('does nothing while another browser publishes, or after its end', async () => {
  const { calls, settle, keeper } = start();
  await settle({ ...publishing, leaseNumber: null }, 0);
  keeper.close();
  await settle(publishing, 10_000);
  expect(calls).toEqual([]);
});

it('uploads again to a gateway that started over, without encoding again, and anew when the title changed', async () => {
  const { calls, encode, settle } = start();
  await settle(publishing, 0);
  await settle({ ...publishing, slateId: wanted }, 10_000);
  await settle(publishing, 20_000);
  expect([calls.length, encode.mock.calls.length]).toEqual([2, 1]);
  const renamed = { ...art, title: 'Another' };
  await settle({ ...publishing, slateId: wanted, art: renamed }, 30_000);
  expect(calls.at(-1)?.url).toBe(`/whip/show1/slate/${slateIdOf(renamed)}`);
  expect(encode).toHaveBeenCalledTimes(2);
});

it('waits longer after each failure, and tries a refused picture no more', async () => {
  const { calls, settle } = start([503, 503, 400]);
  await settle(publishing, 0);
  await settle(publishing, 999);
  expect(calls).toHaveLength(1);
  await settle(publishing, 2_001);
  await settle(publishing, 4_000);
  expect(calls).toHaveLength(2);
  await settle(publishing, 6_100);
  await settle(publishing, 600_000);
  expect(calls).toHaveLength(3);
});

it('leaves the gateway to hold the last picture where there is no encoder', async () => {
  const { calls, encode, settle } = start([], null);
  await settle(publishing, 0);
  await settle(publishing, 100_000);
  expect(calls).toEqual([]);
  expect(encode).toHaveBeenCalledTimes(1);
});

it('names art by what it shows', () => {
  const state = newShow();
  expect(slateIdOf(slateArt(state))).toBe(slateIdOf(slateArt({ ...state })));
  expect(slateIdOf(slateArt({ ...state, title: 'Another' }))).not.toBe(wanted);
  expect(wanted).toMatch(/^art1-[0-9a-f]+$/);
});
