import type { Page } from '@playwright/test';
import { RoomServiceClient, TrackSource, type ParticipantInfo } from 'livekit-server-sdk';
import { readColor } from '../support/fixtures';
import { GUESTS, joinAs, prepareShow } from '../support/show';
import { launchBrowser, NAME_HELPER } from '@/scripts/harness/browsers';
import { createOwnerAndSignIn } from '@/scripts/harness/product-api';
import { privatePorts, startProduct } from '@/scripts/harness/product';
import { admitToStage, chooseScene, enterStudio, takeOffStage } from '@/scripts/harness/show-steps';
import { waitFor } from '@/scripts/harness/wait-for';
import { startLivekitServer } from './livekit-server';

/**
 * The product with a real LiveKit server in place of the embedded one, by three settings alone: guests and producer see
 * each other, and places and mutes are carried out in the room.
 */
const binary = process.env.LIVEKIT_SERVER_BIN;
if (binary === undefined || binary === '') {
  process.stdout.write(
    'Not run: set LIVEKIT_SERVER_BIN to a livekit-server program (https://github.com/livekit/livekit/releases).\n',
  );
  process.exit(0);
}

const STEP_TIMEOUT_MS = 30_000;
let passed = 0;
const failures: string[] = [];
async function step(name: string, work: () => Promise<unknown>): Promise<void> {
  try {
    await work();
    passed += 1;
    process.stdout.write(`ok      ${name}\n`);
  } catch (error) {
    failures.push(name);
    process.stdout.write(
      `FAILED  ${name}\n        ${error instanceof Error ? error.message : String(error)}\n`,
    );
  }
}
/** Who is where is asked here, not how true the colours are: BT.601 read as BT.709 shifts a channel by 30. */
const COLOR_DISTANCE_MAX = 48;
const isNear = (color: readonly number[], hex: string): boolean =>
  [1, 3, 5].every(
    (start, index) =>
      Math.abs(parseInt(hex.slice(start, start + 2), 16) - color[index]!) <= COLOR_DISTANCE_MAX,
  );
const until = (what: string, probe: () => Promise<boolean>): Promise<boolean> =>
  waitFor(what, probe, { timeoutMs: STEP_TIMEOUT_MS });

const ports = await privatePorts();
const livekit = await startLivekitServer(binary, `http://127.0.0.1:${ports.web}/api/livekit/webhook`);
const product = await startProduct({
  ports,
  env: {
    LIVEKIT_URL: livekit.url,
    LIVEKIT_API_KEY: livekit.apiKey,
    LIVEKIT_API_SECRET: livekit.apiSecret,
  },
}).catch(async (error: unknown) => {
  await livekit.stop();
  throw error;
});
const browser = await launchBrowser();
const service = new RoomServiceClient(livekit.url.replace(/^ws/, 'http'), livekit.apiKey, livekit.apiSecret);

try {
  const owner = await browser.newContext();
  await owner.addInitScript(NAME_HELPER);
  const errors: string[] = [];
  owner.on('weberror', (error) => errors.push(error.error().message));
  const api = await createOwnerAndSignIn(owner.request, product.url);
  const { showId, inviteUrl } = await prepareShow(api, 'Interop');
  const producer = await owner.newPage();
  const guestNamed = async (name: string): Promise<ParticipantInfo | undefined> =>
    (await service.listParticipants(showId)).find((participant) => participant.name === name);
  const sees = (page: Page, selector: string, x: number, color: string) =>
    until(`${color} in ${selector}`, async () =>
      isNear(await readColor(page, selector, { x, y: 0.5 }), color),
    );

  await step('the embedded SFU is not running', async () => {
    const answer = await fetch(`http://127.0.0.1:${product.ports.sfu}/healthz`).catch(() => null);
    if (answer !== null) throw new Error('it answers');
  });
  await step('a producer enters the studio and is in the LiveKit room', async () => {
    await enterStudio(producer, product.url, showId);
    await until('the producer in the room', async () =>
      (await service.listParticipants(showId)).some(({ identity }) => identity.startsWith('producer:')),
    );
  });
  const ada = await joinAs(browser, inviteUrl, GUESTS.ada);
  const ben = await joinAs(browser, inviteUrl, GUESTS.ben);
  await step('two guests reach the stage and publish camera and microphone', async () => {
    await admitToStage(producer, 'Ada');
    await admitToStage(producer, 'Ben');
    for (const { name } of Object.values(GUESTS))
      await until(`two tracks of ${name}`, async () => (await guestNamed(name))?.tracks.length === 2);
  });
  await step('guests see each other', async () => {
    await sees(ada.page, 'video[aria-label="Ben"]', 0.5, GUESTS.ben.color);
    await sees(ben.page, 'video[aria-label="Ada"]', 0.5, GUESTS.ada.color);
  });
  const PROGRAM = '[data-testid="program-video"]';
  await step('the program shows both', async () => {
    await chooseScene(producer, 'Interview');
    await sees(producer, PROGRAM, 0.25, GUESTS.ada.color);
    await sees(producer, PROGRAM, 0.75, GUESTS.ben.color);
  });
  const isMicrophoneMuted = async (): Promise<boolean> =>
    (await guestNamed('Ada'))?.tracks.find(({ source }) => source === TrackSource.MICROPHONE)?.muted === true;
  await step(
    "the producer's mute is carried out in the room, and lifting it leaves the choice to the guest",
    async () => {
      await producer.getByRole('button', { name: /^Mute: Ada|Mute Ada/ }).click();
      await until('Ada muted in the room', isMicrophoneMuted);
      await producer.getByRole('button', { name: 'Lift your mute: Ada' }).click();
      await until('Ada heard again', async () => !(await isMicrophoneMuted()));
    },
  );
  await step('a guest taken off stage stays in the room and leaves the program', async () => {
    await takeOffStage(producer, 'Ada');
    await sees(producer, PROGRAM, 0.5, GUESTS.ben.color);
    if ((await guestNamed('Ada')) === undefined) throw new Error('Ada is not in the room');
  });
  await step('a guest who reloads is seen again', async () => {
    await ben.page.reload();
    await sees(ada.page, 'video[aria-label="Ben"]', 0.5, GUESTS.ben.color);
    await sees(ben.page, 'video[aria-label="Ada"]', 0.5, GUESTS.ada.color);
  });
  await step('a guest who is removed is out of the room', async () => {
    await producer.getByRole('button', { name: 'More for Ada' }).click();
    await producer.getByRole('menuitem', { name: 'Remove from the show' }).click();
    await producer.getByRole('button', { name: 'Remove from the show' }).click();
    await until('Ada out of the room', async () => (await guestNamed('Ada')) === undefined);
  });
  await step('no page failed', async () => {
    if (errors.length > 0) throw new Error(errors.join('; '));
  });
} finally {
  if (failures.length > 0) process.stdout.write(`${product.child.output().slice(-6000)}\n`);
  await browser.close();
  await product.stop();
  await livekit.stop();
}
process.stdout.write(`${passed} passed, ${failures.length} failed\n`);
process.exit(failures.length === 0 ? 0 : 1);
