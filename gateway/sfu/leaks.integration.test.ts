import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { RawGuest } from './testing/raw-guest';
import { startSfu, waitFor, type RunningSfu } from './testing/start-sfu';

/** Issue 3 §5: 500 joins and leaves, within 5 %. */
const JOINS = 500;
const AT_ONCE = 5;
/** Until pools of the native libraries and of V8 have their size. */
const WARM_UP_JOINS = 250;
const GROWTH_MAX = 0.05;
/** Allocators keep some of what they had; a leak of a session is ten times as much. */
const RESIDENT_GROWTH_MAX = 0.1;
/** What nobody holds must not count: the SFU collects its garbage twice a second. */
const COLLECT = `
import v8 from 'node:v8';
import vm from 'node:vm';
v8.setFlagsFromString('--expose-gc');
setInterval(vm.runInNewContext('gc'), 500).unref();`;

interface Footprint {
  /** Of JavaScript: objects and buffers. */
  heldMb: number;
  residentMb: number;
  files: number;
  timers: number;
  participants: number;
}

describe('the SFU after hundreds of guests', () => {
  let sfu: RunningSfu;
  let host: RawGuest;

  const footprint = async (): Promise<Footprint> => {
    const text = await (await fetch(`${sfu.url}/metrics`)).text();
    const value = (name: string): number =>
      Number(new RegExp(`^${name.replace(/[{}]/g, '\\$&')} (\\S+)`, 'm').exec(text)?.[1] ?? 0);
    return {
      heldMb: (value('nodejs_heap_size_used_bytes') + value('nodejs_external_memory_bytes')) / 1e6,
      residentMb: value('process_resident_memory_bytes') / 1e6,
      files: value('process_open_fds'),
      timers: value('nodejs_active_resources{type="Timeout"}'),
      participants: value('sfu_participants'),
    };
  };

  /** The least of two seconds, in which garbage is collected a few times. */
  const settled = async (): Promise<Footprint> => {
    const looks: Footprint[] = [];
    await waitFor('forty looks', async () => looks.push(await footprint()) >= 40);
    return looks.reduce((least, look) => (look.heldMb < least.heldMb ? look : least));
  };

  const comeAndGo = async (joins: number): Promise<void> => {
    for (let from = 0; from < joins; from += AT_ONCE) {
      const names = Array.from({ length: AT_ONCE }, (_, index) => `guest-${from + index}`);
      const guests = await Promise.all(names.map((name) => RawGuest.join(sfu, name)));
      for (const guest of guests) guest.sendFrame();
      host.sendFrame();
      await Promise.all(guests.map((guest) => guest.leave()));
    }
    await waitFor('everybody to have left', async () => (await footprint()).participants === 1);
  };

  beforeAll(async () => {
    sfu = await startSfu({
      LOG_LEVEL: 'warn',
      NODE_OPTIONS: `--import data:text/javascript,${encodeURIComponent(COLLECT)}`,
    });
    host = await RawGuest.join(sfu, 'host');
  });

  afterAll(async () => {
    await host.leave();
    expect(await sfu.stop()).toBe(0);
  });

  it('[SG16] has the memory, files and timers that it had before 500 joins and leaves', async () => {
    await comeAndGo(WARM_UP_JOINS);
    const before = await settled();
    await comeAndGo(JOINS);
    const after = await settled();
    process.stdout.write(`before ${JSON.stringify(before)}\nafter ${JSON.stringify(after)}\n`);
    expect(after.heldMb).toBeLessThan(before.heldMb * (1 + GROWTH_MAX));
    expect(after.residentMb).toBeLessThan(before.residentMb * (1 + RESIDENT_GROWTH_MAX));
    expect(after.files).toBeLessThanOrEqual(before.files + 2);
    expect(after.timers).toBeLessThanOrEqual(before.timers + 2);
  }, 300_000);
});
