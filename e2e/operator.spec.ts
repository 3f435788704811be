import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { CHROMIUM } from '@/scripts/harness/browsers';
import { productEnv } from '@/scripts/harness/product';
import { enterStudio } from '@/scripts/harness/show-steps';
import { expect, test } from './support/fixtures';
import { prepareShow } from './support/show';

const run = promisify(execFile);

test('The operator asks the doctor about the running product: all is well', async ({ product }) => {
  const env = { ...process.env, ...productEnv(product.ports, product.dataDir, product.url), CHROMIUM };
  const { stdout } = await run(process.execPath, ['--import', 'tsx', 'scripts/doctor.ts'], { env });
  expect(stdout).toMatch(/^ok {7}Database: PostgreSQL \d+/m);
  for (const label of ['Media gateway', 'Room server'])
    expect(stdout).toContain(`ok       ${label}: Answers.`);
  expect(stdout).toContain(`ok       H.264 in the browser: ${CHROMIUM} can send it.`);
  // Its own parts hold them.
  expect(stdout).not.toContain('Ports:');
  expect(stdout).not.toContain('FAILED');
});

test('The operator reads what happens in the studio from the metrics', async ({
  product,
  api,
  ownerContext,
}) => {
  const secrets = await readFile(join(product.dataDir, 'secrets.json'), 'utf8');
  const { gatewayControlToken } = JSON.parse(secrets) as { gatewayControlToken: string };
  const headers = { authorization: `Bearer ${gatewayControlToken}` };
  const read = async (line: string) => {
    const text = await (await fetch(`${product.url}/metrics`, { headers })).text();
    const found = text.split('\n').find((candidate) => candidate.startsWith(`stream_buddy_web_${line} `));
    return Number(found?.split(' ').at(-1) ?? 0);
  };
  const command = 'commands_total{type="scene.activate",result="accepted"}';
  const before = await read(command);
  const { showId } = await prepareShow(api, 'Measured');
  const producer = await ownerContext.newPage();
  await enterStudio(producer, product.url, showId);
  await producer.keyboard.press('2');
  await expect.poll(() => read(command)).toBe(before + 1);
  expect(await read('sockets{kind="producer"}')).toBeGreaterThan(0);
  expect(await read('event_lag_seconds_count')).toBeGreaterThan(0);
  await expect.poll(() => read('store_waiting{queue="shows"}')).toBe(0);
});
