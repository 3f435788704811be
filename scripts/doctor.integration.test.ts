import { execFile } from 'node:child_process';
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CHROMIUM } from './harness/browsers';
import { findFreePorts } from './harness/free-ports';

let folder: string;
let base: number;
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'sb-doctor-command-'));
  base = await findFreePorts(8);
});
afterAll(() => rm(folder, { recursive: true }));

/** The command as `npm run doctor` runs it, on ports and in a folder of its own. */
function doctor(variables: Record<string, string>): Promise<{ code: number; lines: string[] }> {
  const [web, postgres, sfu, sfuUdp, gateway, control, sink, gatewayUdp] = Array.from(
    { length: 8 },
    (_, index) => String(base + index),
  );
  const env: Record<string, string | undefined> = {
    ...{ PATH: process.env.PATH, HOME: folder, DATA_DIR: path.join(folder, 'data') },
    ...{ PORT: web, PG_PORT: postgres, SFU_PORT: sfu, SFU_UDP_PORT: sfuUdp, GATEWAY_PORT: gateway },
    ...{ GATEWAY_CONTROL_PORT: control, RTMP_SINK_PORT: sink, GATEWAY_UDP_PORT: gatewayUdp },
    ...variables,
  };
  return new Promise((resolve) => {
    execFile(
      process.execPath,
      ['--import', 'tsx', 'scripts/doctor.ts'],
      { env: env as NodeJS.ProcessEnv },
      (error, stdout) => {
        resolve({ code: Number(error?.code ?? 0), lines: stdout.trim().split('\n') });
      },
    );
  });
}
const lineOf = (lines: string[], label: string) => lines.find((line) => line.includes(` ${label}:`));
const H264 = 'H.264 in the browser';

describe('npm run doctor', () => {
  it('is content with a machine on which everything can start, and its browser', async () => {
    const { code, lines } = await doctor({ CHROMIUM });
    expect(lines.map((line) => line.slice(9).split(':')[0])).toEqual([
      ...['Node.js', 'Database', 'Ports', 'Data folder', 'UDP on loopback', 'Clock of this server'],
      ...['Address for guests', H264],
    ]);
    expect(lineOf(lines, H264)).toBe(`ok       ${H264}: ${CHROMIUM} can send it.`);
    expect(lineOf(lines, 'Ports')).toBe('ok       Ports: All are free.');
    expect(code).toBe(0);
  });

  it('finds a browser that cannot send H.264', async () => {
    const browser = path.join(folder, 'browser-without-h264');
    // No switch takes the codec out of a build: this one is asked for a codec that no build has.
    const script = `
      const { spawnSync } = require('node:child_process');
      const options = process.argv.slice(2).map((option) => option.replace('video/H264', 'video/none'));
      process.exit(spawnSync(${JSON.stringify(CHROMIUM)}, options, { stdio: 'inherit' }).status);`;
    await writeFile(browser, `#!${process.execPath}\n${script}`);
    await chmod(browser, 0o755);
    const { code, lines } = await doctor({ CHROMIUM: browser });
    expect(lineOf(lines, H264)).toMatch(/^FAILED .*browser-without-h264 cannot send it.*Produce from Chrome/);
    expect(code).toBe(1);
  });

  it.each([
    ['is not there', '/nowhere/chromium'],
    ['is no browser', '/bin/true'],
  ])('says what to do about a browser that %s', async (_name, chromium) => {
    const { code, lines } = await doctor({ CHROMIUM: chromium });
    expect(lineOf(lines, H264)).toMatch(/^FAILED .*Set CHROMIUM to the path/);
    expect(code).toBe(1);
  });

  it('needs no browser, and lists wrong settings instead of checking with them', async () => {
    const { code, lines } = await doctor({});
    expect([code, lineOf(lines, H264)]).toEqual([
      0,
      expect.stringMatching(/^ok .*Not checked: set CHROMIUM/),
    ]);
    const wrong = await doctor({ PORT: 'http' });
    expect([wrong.code, wrong.lines]).toEqual([1, [expect.stringMatching(/^FAILED {3}Settings: PORT/)]]);
  });
});
