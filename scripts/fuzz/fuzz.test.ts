import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { ALL_TARGETS } from './all-targets';
import { fuzz } from './fuzz';
import { type FuzzTarget, promise, target } from './fuzz-target';
import { BYTES } from './mutate/bytes';
import { TEXT } from './mutate/text';
import { VALUE } from './mutate/value';
import { findingText } from './report';

const SEED = 20_261_124;
/** Some 5 s in all on a quiet machine: enough for the corpus and the first mutations of each. `npm run fuzz` has the time. */
const EXECUTIONS = 200;
/** Ends a run on a machine that is busy with other things; never reached otherwise. */
const MILLIS_MAX = 20_000;

describe('parsers answer hostile input', () => {
  it.each(Object.entries(ALL_TARGETS))('%s', { timeout: 60_000 }, async (_name, make) => {
    const report = await fuzz(await make(), { seed: SEED, executionsMax: EXECUTIONS, millisMax: MILLIS_MAX });
    expect(report.findings.map(findingText)).toEqual([]);
    // One answer to everything would mean that nothing was reached.
    expect(Object.keys(report.answers).length).toBeGreaterThan(1);
  });
});

describe('the fuzzer', { timeout: 60_000 }, () => {
  const options = { seed: SEED, executionsMax: 1_000, millisMax: MILLIS_MAX };
  const broken = (made: Pick<FuzzTarget<Uint8Array>, 'run'> & Partial<FuzzTarget<Uint8Array>>) =>
    target({ name: 'broken', kind: BYTES, corpus: [Uint8Array.of(0, 3, 1, 2, 3)], ...made });
  const kindsOf = async (made: ReturnType<typeof broken>) =>
    (await fuzz(made, options)).findings.map(({ kind }) => kind);

  it('finds a length field that is believed, and cuts the input down to what matters', async () => {
    const report = await fuzz(
      broken({
        run: (bytes) => {
          const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
          if (bytes.length < 2) return 'too-short';
          return String(view.getUint8(1 + view.getUint16(0)) > 1);
        },
      }),
      options,
    );
    expect(report.findings[0]).toMatchObject({ kind: 'throw', target: 'broken', seed: SEED });
    expect(report.findings[0]?.message).toContain('RangeError');
    expect(Buffer.from(report.findings[0]?.input ?? '', 'base64').length).toBeLessThanOrEqual(3);
  });

  it('finds an answer that breaks its promise', async () => {
    const run = (bytes: Uint8Array) => {
      promise(bytes.length < 100, 'it grows');
      return 'ok';
    };
    expect(await kindsOf(broken({ run }))).toEqual(['broken-promise']);
  });

  it('finds what burns time, and does not blame a parser for waiting', async () => {
    const burn = (bytes: Uint8Array) => {
      const end = process.cpuUsage().user + 15_000;
      while (bytes.length > 6 && process.cpuUsage().user < end);
      return 'ok';
    };
    const few = { ...options, executionsMax: 15 };
    const slow = await fuzz(broken({ run: burn, callMsMax: 5 }), few);
    expect(slow.findings[0]?.kind).toBe('slow');
    const waits = broken({ run: () => sleep(20).then(() => 'ok'), callMsMax: 10 });
    expect((await fuzz(waits, { ...few, executionsMax: 5 })).findings).toEqual([]);
  });

  it('finds what is kept for ever, and what is held by one connection', async () => {
    const kept: Uint8Array[] = [];
    const leak = () => {
      kept.push(new Uint8Array(20_000));
      return 'ok';
    };
    expect(await kindsOf(broken({ run: leak }))).toEqual(['growth']);
    kept.length = 0;
    let held: Uint8Array | null = null;
    const hold = (bytes: Uint8Array) => {
      held = new Uint8Array(1_000_000 + bytes.length);
      return `holds ${held.length > 0}`;
    };
    expect(await kindsOf(broken({ run: hold, heldBytesMax: 100_000 }))).toContain('growth');
    held = null;
  });

  it('finds fields of objects that are believed, and lines that are smuggled', async () => {
    const value = target({
      name: 'value',
      kind: VALUE,
      corpus: [{ user: { name: 'Ada' } }],
      run: (input) => (input as { user: { name: string } }).user.name.trim(),
    });
    expect((await fuzz(value, options)).findings[0]?.message).toContain('TypeError');
    const text = target({
      name: 'text',
      kind: TEXT,
      corpus: ['a=b\r\n'],
      run: (line) => {
        promise(!/[^\r]\n|\r[^\n]/.test(line), 'half a line break');
        return 'ok';
      },
    });
    expect((await fuzz(text, options)).findings).toHaveLength(1);
  });

  it('sends the same inputs for the same seed, and others for another', async () => {
    const inputsOf = async (seed: number): Promise<string> => {
      const inputs: string[] = [];
      const run = (bytes: Uint8Array) => {
        inputs.push(Buffer.from(bytes).toString('hex'));
        return 'ok';
      };
      await fuzz(broken({ run }), { seed, executionsMax: 50, millisMax: MILLIS_MAX });
      return inputs.join();
    };
    expect(await inputsOf(1)).toBe(await inputsOf(1));
    expect(await inputsOf(1)).not.toBe(await inputsOf(2));
  });
});
