import { networkInterfaces } from 'node:os';
import type { Page } from '@playwright/test';
import { startGateway } from '@/gateway/testing/gateway-process';
import type { GatewayProcess } from '@/gateway/testing/gateway-process';
import { serveEmptyPage } from '@/gateway/testing/serve-empty-page';
import { launchBrowser, NAME_HELPER } from '@/scripts/harness/browsers';
import { startChild } from '@/scripts/harness/child';
import type { Firefox } from '@/scripts/harness/firefox';
import { FIREFOX_TONE_HZ, launchFirefox } from '@/scripts/harness/firefox';
import { startProduct } from '@/scripts/harness/product';
import { createOwnerAndSignIn, OWNER } from '@/scripts/harness/product-api';
import { admitToStage, chooseScene, enterStudio } from '@/scripts/harness/show-steps';
import { waitFor } from '@/scripts/harness/wait-for';
import { addDestination, GUESTS, joinAs, prepareShow } from '../support/show';
import { hearsTone, publishFromPage, seesColor, watchFromPage } from './page-scripts';
import type { ShowResult } from './run-show';

const STEP_TIMEOUT_MS = 45_000;
const PUBLISH_S = 20;
/** Colours of one point of a camera that goes through all of them. */
const COLORS_SEEN = 4;
/** What went wrong once went wrong in most rounds after the first. */
const CAMERA_ROUNDS = 3;

type Step = (name: string, work: () => Promise<unknown>) => Promise<void>;
type Log = (line: string) => void;

/** Runs named steps until one fails. @param play - gives its clean-ups to the second argument. */
async function runSteps(
  log: Log,
  play: (step: Step, cleanups: (() => Promise<unknown>)[]) => Promise<void>,
): Promise<ShowResult> {
  const cleanups: (() => Promise<unknown>)[] = [];
  const passed: string[] = [];
  let current = 'everything starts';
  try {
    await play(async (name, work) => {
      current = name;
      await work();
      passed.push(name);
      log(`ok      ${name}`);
    }, cleanups);
    return { passed, failure: null };
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    log(`FAILED  ${current}\n        ${message}`);
    return { passed, failure: { step: current, message } };
  } finally {
    for (const cleanup of cleanups.reverse())
      await cleanup().catch((error: unknown) => log(`cleaning up: ${String(error)}`));
  }
}

const until = <T>(what: string, probe: () => Promise<T | null | undefined | false>): Promise<T> =>
  waitFor(what, probe, { timeoutMs: STEP_TIMEOUT_MS });

/** A guest with Firefox, beside one with Chromium and a producer with Chromium. */
export function runFirefoxGuest(binary: string, log: Log): Promise<ShowResult> {
  return runSteps(log, async (step, cleanups) => {
    const product = await startProduct();
    cleanups.push(() => product.stop());
    const browser = await launchBrowser();
    cleanups.push(() => browser.close());
    const firefox = await launchFirefox(binary);
    cleanups.push(() => firefox.close());
    const owner = await browser.newContext({ viewport: { width: 1440, height: 900 } });
    await owner.addInitScript(NAME_HELPER);
    const api = await createOwnerAndSignIn(owner.request, product.url);
    const { showId, inviteUrl } = await prepareShow(api, 'Firefox');
    const producer = await owner.newPage();
    await enterStudio(producer, product.url, showId);
    const ada = await joinAs(browser, inviteUrl, GUESTS.ada);
    await admitToStage(producer, 'Ada');

    await step('Firefox asks to join with camera and microphone', async () => {
      await firefox.goto(inviteUrl);
      await firefox.until('the camera to be asked for', pressButton('camera and microphone'));
      await firefox.until('the camera', `return document.body.innerText.includes('are ready')`);
      await firefox.until('the name', ENTER_NAME);
      await firefox.until('the way in', pressButton('^Ask to join$'));
      await admitToStage(producer, 'Fox');
    });
    await step('it is seen by the other guest and by the producer', async () => {
      await isMoving(ada.page, 'video[aria-label="Fox"]');
      await chooseScene(producer, 'Interview');
      await isMoving(producer, '[data-testid="program-video"]');
    });
    await step('it is heard by the other guest', () =>
      until('a tone', () => ada.page.evaluate(hearsTone, FIREFOX_TONE_HZ)),
    );
    await step('it sees and hears the other guest', async () => {
      await firefox.until(
        'the picture',
        `return (${seesColor.toString()})(${JSON.stringify(GUESTS.ada.color)})`,
      );
      await firefox.until('the tone', `return (${hearsTone.toString()})(${GUESTS.ada.toneHz})`);
    });
    await step('its tile follows its camera, again and again', async () => {
      const tile = ada.page.locator('video[aria-label="Fox"]');
      for (let round = 0; round < CAMERA_ROUNDS; round += 1) {
        await firefox.until('the switch', pressButton('^Turn camera off$'));
        await tile.waitFor({ state: 'detached', timeout: STEP_TIMEOUT_MS });
        await firefox.until('the switch', pressButton('^Turn camera on$'));
        await tile.waitFor({ timeout: STEP_TIMEOUT_MS });
      }
    });
  });
}

/** A producer with Firefox: two synthetic guests, drawn by the page and sent to the gateway, seen by a viewer with Chromium. */
export function runFirefoxProducer(binary: string, log: Log): Promise<ShowResult> {
  return runSteps(log, async (step, cleanups) => {
    // Firefox sends nothing from an interface of the machine to its loopback address, and offers no candidate there.
    const product = await startProduct({ env: { ANNOUNCED_IPS: ownAddresses().join() } });
    cleanups.push(() => product.stop());
    const browser = await launchBrowser();
    cleanups.push(() => browser.close());
    const firefox = await launchFirefox(binary);
    cleanups.push(() => firefox.close());
    const owner = await browser.newContext();
    const api = await createOwnerAndSignIn(owner.request, product.url);
    const sink = `rtmp://127.0.0.1:${product.ports.rtmpSink}/live`;
    const { showId, slug } = await prepareShow(api, 'Firefox produces', [
      await addDestination(api, 'Test sink', sink, 'firefox-key-1c3d'),
    ]);
    await firefox.goto(`${product.url}/sign-in`);
    await firefox.run(signInFromPage(OWNER));

    await step('Firefox opens the studio, and is told to keep the tab visible', async () => {
      await firefox.goto(`${product.url}/shows/${showId}/studio?rehearsal=1`);
      await firefox.until('the door', pressButton('^Enter studio$'));
      await firefox.until('the notice', `return document.body.innerText.includes('Keep this tab visible')`);
    });
    await step('it draws two guests', async () => {
      await firefox.until(
        'the program',
        `return document.querySelector('[data-testid="program-video"]') !== null`,
      );
      for (const name of ['Robin', 'Sasha']) {
        await firefox.until(`${name} to be let in`, pressButton(`^Admit: ${name}$`));
        await firefox.until(`${name} on stage`, pressButton(`^To stage: ${name}$`));
      }
      await firefox.until('the layout', pressButton('^Interview$'));
      await firefox.until('both in the picture', drawsBoth('[data-testid="program-video"]'));
      log(`        ${JSON.stringify(await firefox.run(PROGRAM_FACTS))}`);
    });
    if (!(await firefox.run<boolean>(HAS_H264))) {
      log(
        'NOT RUN Firefox goes on air: it has no H.264. MOZ_GMP_PATH names a folder with its OpenH264 plugin.',
      );
      return;
    }
    await step('it goes on air, and a viewer sees it', async () => {
      await firefox.until('the button', pressButton('^Go live$'));
      await firefox.until('the question', pressInDialog('^Go live$'));
      await firefox.until(
        'the air',
        `return document.querySelector('[data-phase="live"][data-whip="connected"]') !== null`,
      );
      const viewer = await owner.newPage();
      await viewer.goto(`${product.url}/watch/${slug}`);
      await until('both at the viewer', () =>
        viewer.evaluate<boolean>(`(async () => { ${drawsBoth('video')} })()`),
      );
      log(`        ${JSON.stringify(await firefox.run(PROGRAM_FACTS))}`);
    });
  });
}

/** Clients that speak WHIP and WHEP to the gateway: Firefox, GStreamer. @param python - with GStreamer's bindings. */
export function runWhipClients(
  given: { firefox: string | null; python: string | null },
  log: Log,
): Promise<ShowResult> {
  return runSteps(log, async (step, cleanups) => {
    // Firefox sends nothing from an interface of the machine to its loopback address, and offers no candidate there.
    const gateway = await startGateway({ ANNOUNCED_IPS: ownAddresses().join() });
    cleanups.push(() => gateway.stop());
    await gateway.put({ programId: 'show', generation: 1 });
    const whip = `http://127.0.0.1:${gateway.mediaPort}/whip/show`;
    const whep = `http://127.0.0.1:${gateway.mediaPort}/whep/show`;
    const tokens = {
      whip: (lease: number) => gateway.token({ aud: 'whip', sub: 'show', lease }),
      whep: () => gateway.token({ aud: 'whep', sub: 'show' }),
    };
    const { python } = given;
    if (python !== null) {
      await step('GStreamer publishes by WHIP', async () => {
        const args = ['e2e/interop/webrtcbin.py', whip, await tokens.whip(1), String(PUBLISH_S)];
        const child = startChild(python, args);
        cleanups.push(() => child.stop());
        await isOnAir(gateway, 1, () => {
          if (child.exited()) throw new Error(child.output());
        });
        log(`        ${child.output().split('\n')[0]}`);
      });
    }
    if (given.firefox === null) return;
    const firefox = await launchFirefox(given.firefox);
    cleanups.push(() => firefox.close());
    const page = await serveEmptyPage();
    cleanups.push(() => Promise.resolve(page.close()));
    await firefox.goto(page.origin);
    if (!(await firefox.run<boolean>(HAS_H264))) {
      await step('Firefox without H.264 is told what it lacks', async () => {
        const answer = await publish(firefox, whip, await tokens.whip(2));
        if (answer.status !== 400 || !answer.text.includes('OpenH264'))
          throw new Error(JSON.stringify(answer));
      });
      log(
        'NOT RUN Firefox publishes and watches: it has no H.264. MOZ_GMP_PATH names a folder with its OpenH264 plugin.',
      );
      return;
    }
    await step('Firefox publishes by WHIP', async () => {
      const answer = await publish(firefox, whip, await tokens.whip(2));
      if (answer.status !== 201) throw new Error(JSON.stringify(answer));
      await isOnAir(gateway, 2);
    });
    await step('Firefox watches by WHEP', async () => {
      const argument = JSON.stringify({ url: whep, token: await tokens.whep(), frames: 60 });
      const frames = await firefox.run<number>(`return (${watchFromPage.toString()})(${argument})`);
      if (frames < 60) throw new Error(`it saw ${frames} pictures`);
    });
  });
}

function ownAddresses(): string[] {
  const all = Object.values(networkInterfaces()).flatMap((entries) => entries ?? []);
  return all.filter(({ family }) => family === 'IPv4').map(({ address }) => address);
}

function publish(firefox: Firefox, url: string, token: string): Promise<{ status: number; text: string }> {
  return firefox.run(`return (${publishFromPage.toString()})(${JSON.stringify({ url, token })})`);
}

async function isOnAir(
  gateway: GatewayProcess,
  lease: number,
  check: () => void = () => undefined,
): Promise<void> {
  await gateway.waitForStatus('show', `lease ${lease} on air`, ({ source, picture }) => {
    check();
    const isSource = source.status === 'connected' && source.lease === lease && picture === 'source';
    return isSource && source.fps > 20 && source.audioKbps > 10;
  });
}

const HAS_H264 = `return RTCRtpSender.getCapabilities('video').codecs.some(({ mimeType }) => mimeType === 'video/H264')`;

/** As a person does, so that React hears of it. */
const ENTER_NAME = `
  const field = [...document.querySelectorAll('input')].find(({ labels }) => /your name/i.test(labels?.[0]?.innerText ?? ''));
  if (!field) return null;
  Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value').set.call(field, 'Fox');
  field.dispatchEvent(new Event('input', { bubbles: true }));
  return true;`;

/** Robin's room is blue and Sasha's orange (rehearsal-guests.ts): one in each half of the program. */
const drawsBoth = (selector: string): string => `
  const video = document.querySelector('${selector}');
  if (!video || video.videoWidth !== 1280) return false;
  const pen = Object.assign(document.createElement('canvas'), { width: 64, height: 36 }).getContext('2d');
  pen.drawImage(video, 0, 0, 64, 36);
  const redOverBlue = [8, 40].map((left) => {
    const { data } = pen.getImageData(left, 10, 16, 16);
    let sum = 0;
    for (let at = 0; at < data.length; at += 4) sum += data[at] - data[at + 2];
    return sum / (data.length / 4);
  });
  return Math.min(...redOverBlue) < -10 && Math.max(...redOverBlue) > 10;`;

const PROGRAM_FACTS = `return { ...document.querySelector('section[aria-label="Program"]').dataset };`;

/** As the sign-in page's form does. */
function signInFromPage({ email, password }: { email: string; password: string }): string {
  return `
    const { csrfToken } = await (await fetch('/api/auth/csrf')).json();
    const fields = { csrfToken, email: ${JSON.stringify(email)}, password: ${JSON.stringify(password)}, json: 'true' };
    const answer = await fetch('/api/auth/callback/credentials', { method: 'POST', body: new URLSearchParams(fields) });
    if (!answer.ok) throw new Error('signing in answered ' + answer.status);`;
}

const pressInDialog = (pattern: string): string => pressButton(pattern, '[role="alertdialog"] button');

/** @param pattern - of the button's text or label. */
function pressButton(pattern: string, selector = 'button'): string {
  return `
    const button = [...document.querySelectorAll('${selector}')].find((candidate) =>
      !candidate.disabled && candidate.ariaDisabled !== 'true' && new RegExp(${JSON.stringify(pattern)}, 'i').test(candidate.ariaLabel ?? candidate.innerText.trim()));
    button?.click();
    return button !== undefined;`;
}

/** The picture changes: Firefox's own camera goes through the colours. */
async function isMoving(page: Page, selector: string): Promise<void> {
  const seen = new Set<string>();
  await until(`a picture that moves in ${selector}`, async () => {
    const color = await page
      .locator(selector)
      .first()
      .evaluate((video: HTMLVideoElement) => {
        const canvas = document.createElement('canvas');
        [canvas.width, canvas.height] = [video.videoWidth, video.videoHeight];
        if (canvas.width === 0) return null;
        const context = canvas.getContext('2d')!;
        context.drawImage(video, 0, 0);
        return [...context.getImageData(canvas.width * 0.75, canvas.height / 2, 1, 1).data].join();
      });
    if (color !== null) seen.add(color);
    return seen.size >= COLORS_SEEN;
  });
}
