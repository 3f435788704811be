import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { randomBytes } from 'node:crypto';
import { chromium, type Page } from '@playwright/test';
import { RoomServiceClient, TrackSource } from 'livekit-server-sdk';
import { analyseStream } from '@/scripts/harness/analyse-stream';
import { CHROMIUM, NAME_HELPER } from '@/scripts/harness/browsers';
import { decodeAudio, toneProminenceDb } from '@/scripts/harness/check-sound';
import { findFreePorts } from '@/scripts/harness/free-ports';
import { startMediamtx } from '@/scripts/harness/mediamtx-server';
import { privatePorts, startProduct } from '@/scripts/harness/product';
import { createOwnerAndSignIn } from '@/scripts/harness/product-api';
import { createRtmpServer } from '@/scripts/harness/rtmp-server';
import { admitToStage, chooseScene, endShow, enterStudio, goLive } from '@/scripts/harness/show-steps';
import { waitFor } from '@/scripts/harness/wait-for';
import { readColor } from '../support/fixtures';
import { addDestination, GUESTS, joinAs, prepareShow } from '../support/show';
import { startLivekitServer } from './livekit-server';

/** Null: the embedded part. */
export interface Combination {
  livekit: string | null;
  mediamtx: string | null;
}

export interface ShowResult {
  passed: string[];
  /** The first step that failed; what would follow it was not tried. */
  failure: { step: string; message: string } | null;
}

const STEP_TIMEOUT_MS = 45_000;
/** Who is where is asked here, not how true the colours are: BT.601 read as BT.709 shifts a channel by 30. */
const COLOR_DISTANCE_MAX = 48;
/** Two tones and two encodings: less is somebody who is not there. */
const TONE_MIN_DB = 10;
/** Without a studio the picture is bridged within 300 ms (CT1 in gateway/core/timeline/SPEC.md); the rest is for a loaded machine. */
const RELOAD_GAP_MAX_MS = 1_000;
const MEASURED_MS = 6_000;
const PROGRAM = '[data-testid="program-video"]';
const KEY = 'interop-key-4f2a';

type Cleanup = () => Promise<unknown>;

/** A whole show with one combination of servers: from the first start to the recording, by what people see and hear. */
export async function runShow(combination: Combination, log: (line: string) => void): Promise<ShowResult> {
  const cleanups: Cleanup[] = [];
  const passed: string[] = [];
  let current = 'the servers and the product start';
  const step = async (name: string, work: () => Promise<unknown>): Promise<void> => {
    current = name;
    await work();
    passed.push(name);
    log(`ok      ${name}`);
  };
  try {
    await play(combination, { step, cleanups });
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

async function play(
  combination: Combination,
  {
    step,
    cleanups,
  }: { step: (name: string, work: () => Promise<unknown>) => Promise<void>; cleanups: Cleanup[] },
): Promise<void> {
  const until = (what: string, probe: () => Promise<boolean>): Promise<boolean> =>
    waitFor(what, probe, { timeoutMs: STEP_TIMEOUT_MS });
  const { env, ports, servers } = await startServers(combination, cleanups);
  const rtmp = await createRtmpServer(await findFreePorts(1));
  cleanups.push(() => rtmp.dispose());
  const product = await startProduct({ env, ports });
  cleanups.push(() => product.stop());
  const secrets = await readSecrets(product.dataDir);
  const browser = await chromium.launch({
    executablePath: CHROMIUM,
    args: ['--no-sandbox', '--disable-quic', '--no-first-run', '--autoplay-policy=no-user-gesture-required'],
  });
  cleanups.push(() => browser.close());
  const owner = await browser.newContext({ viewport: { width: 1440, height: 900 } });
  await owner.addInitScript(NAME_HELPER);
  const errors: string[] = [];
  owner.on('weberror', (error) => errors.push(error.error().message));
  const api = await createOwnerAndSignIn(owner.request, product.url);
  const destinationId = await addDestination(api, 'Platform', rtmp.url, KEY);
  const { showId, slug, inviteUrl } = await prepareShow(api, 'Interop', [destinationId]);
  const producer = await owner.newPage();
  const shows = (page: Page, selector: string, x: number, color: string): Promise<boolean> =>
    until(`${color} in ${selector}`, async () =>
      isNear(await readColor(page, selector, { x, y: 0.5 }), color),
    );
  const room = new RoomServiceClient(
    servers.roomApi ?? `http://127.0.0.1:${ports.sfu}`,
    servers.apiKey ?? secrets.livekitApiKey,
    servers.apiSecret ?? secrets.livekitApiSecret,
  );
  const participant = async (name: string) =>
    (await room.listParticipants(showId)).find((candidate) => candidate.name === name);

  await step('a producer enters the studio, in a room that the product made', async () => {
    await enterStudio(producer, product.url, showId);
    await until('the producer in the room', async () =>
      (await room.listParticipants(showId)).some(({ identity }) => identity.startsWith('producer:')),
    );
    const [made] = await room.listRooms([showId]);
    if (!made || made.maxParticipants === 0) throw new Error('the room has no limit');
  });
  const ada = await joinAs(browser, inviteUrl, GUESTS.ada);
  const ben = await joinAs(browser, inviteUrl, GUESTS.ben);
  await step('two guests are on stage and see each other', async () => {
    await admitToStage(producer, 'Ada');
    await admitToStage(producer, 'Ben');
    await shows(ada.page, 'video[aria-label="Ben"]', 0.5, GUESTS.ben.color);
    await shows(ben.page, 'video[aria-label="Ada"]', 0.5, GUESTS.ada.color);
  });
  await step('the program shows both', async () => {
    await chooseScene(producer, 'Interview');
    await shows(producer, PROGRAM, 0.25, GUESTS.ada.color);
    await shows(producer, PROGRAM, 0.75, GUESTS.ben.color);
  });
  await step('the show goes live, and the destination confirms it', async () => {
    await goLive(producer);
    await producer.getByRole('tab', { name: 'Out' }).click();
    await producer
      .locator('[data-destination="Platform"][data-relay="live"]')
      .waitFor({ timeout: STEP_TIMEOUT_MS });
  });
  const viewer = await owner.newPage();
  await step('a viewer watches it', async () => {
    await viewer.goto(`${product.url}/watch/${slug}`);
    await shows(viewer, 'video', 0.25, GUESTS.ada.color);
    await shows(viewer, 'video', 0.75, GUESTS.ben.color);
  });
  await step('nobody publishes or reads with a token of another show', async () => {
    for (const direction of ['whip', 'whep']) {
      const answer = await fetch(`${product.url}/${direction}/${showId}`, {
        method: 'POST',
        headers: { 'content-type': 'application/sdp', authorization: 'Bearer not-a-token' },
        body: 'v=0\r\n',
      });
      if (answer.status !== 401) throw new Error(`${direction} answered ${answer.status}`);
    }
  });
  await step('a mute is carried out in the room, and lifting it leaves the choice to the guest', async () => {
    const isMuted = async (): Promise<boolean> =>
      (await participant('Ada'))?.tracks.find(({ source }) => source === TrackSource.MICROPHONE)?.muted ===
      true;
    await producer.getByRole('button', { name: /^Mute: Ada|Mute Ada/ }).click();
    await until('Ada muted', isMuted);
    await producer.getByRole('button', { name: 'Lift your mute: Ada' }).click();
    await until('Ada heard again', async () => !(await isMuted()));
  });
  // Running time of the show, not a wait for something: it is what is measured below.
  await pause(MEASURED_MS);
  await step('the studio is reloaded on air, and publishes again', async () => {
    await producer.reload();
    await producer.getByRole('button', { name: 'Enter studio' }).click();
    await shows(producer, PROGRAM, 0.25, GUESTS.ada.color);
    await producer.getByRole('tab', { name: 'Out' }).click();
    await producer
      .locator('[data-destination="Platform"][data-relay="live"]')
      .waitFor({ timeout: STEP_TIMEOUT_MS });
    await shows(viewer, 'video', 0.25, GUESTS.ada.color);
    await shows(viewer, 'video', 0.75, GUESTS.ben.color);
  });
  await pause(MEASURED_MS);
  await step('a guest who is removed is out of the room and of the program', async () => {
    await producer.getByRole('button', { name: 'More for Ada' }).click();
    await producer.getByRole('menuitem', { name: 'Remove from the show' }).click();
    await producer.getByRole('button', { name: 'Remove from the show' }).click();
    await until('Ada out of the room', async () => (await participant('Ada')) === undefined);
    await shows(producer, PROGRAM, 0.5, GUESTS.ben.color);
  });
  await step('the show ends, and viewers are told', async () => {
    await endShow(producer);
    await viewer.getByText('The show has ended').waitFor({ timeout: STEP_TIMEOUT_MS });
  });
  await step('the destination had one unbroken stream with both voices', async () => {
    const files = await rtmp.recordings();
    if (files.length !== 1) throw new Error(`the destination was connected ${files.length} times`);
    await judgeStream(files[0]!);
  });
  await step('the recording plays', async () => {
    const recordingId = await waitFor(
      'the recording to be finished',
      async () => {
        const list = await api.query<{ recordingId: string; status: string }[]>('recordings.list', {
          showId,
        });
        return list.find(({ status }) => status === 'finished')?.recordingId;
      },
      { timeoutMs: STEP_TIMEOUT_MS },
    );
    const download = await owner.request.get(`${product.url}/api/recordings/${recordingId}`);
    const folder = await mkdtemp(join(tmpdir(), 'interop-'));
    cleanups.push(() => rm(folder, { recursive: true, force: true }));
    const file = join(folder, 'recording.mp4');
    await writeFile(file, await download.body());
    await judgeStream(file);
  });
  await step('no page failed, and no token is in a log', async () => {
    if (errors.length > 0) throw new Error(errors.join('; '));
    const logs = [product.child.output(), ...servers.logs.map((read) => read())].join('\n');
    if (logs.includes(KEY)) throw new Error('the stream key is in a log');
    if (/eyJ[\w-]{8,}\.eyJ[\w-]{8,}\./.test(logs)) throw new Error('a token is in a log');
  });
}

interface Servers {
  roomApi: string | null;
  apiKey: string | null;
  apiSecret: string | null;
  logs: (() => string)[];
}

async function startServers(combination: Combination, cleanups: Cleanup[]) {
  const ports = await privatePorts();
  const web = `http://127.0.0.1:${ports.web}`;
  const env: Record<string, string> = {};
  const servers: Servers = { roomApi: null, apiKey: null, apiSecret: null, logs: [] };
  if (combination.livekit !== null) {
    const livekit = await startLivekitServer(combination.livekit, `${web}/api/livekit/webhook`);
    cleanups.push(() => livekit.stop());
    const { url, apiKey, apiSecret } = livekit;
    Object.assign(env, { LIVEKIT_URL: url, LIVEKIT_API_KEY: apiKey, LIVEKIT_API_SECRET: apiSecret });
    Object.assign(servers, { roomApi: url.replace(/^ws/, 'http'), apiKey, apiSecret });
  }
  if (combination.mediamtx !== null) {
    const mediamtx = await startMediamtx(combination.mediamtx, `${web}/api/mediamtx/auth`);
    cleanups.push(() => mediamtx.stop());
    Object.assign(env, {
      MEDIAMTX_URL: mediamtx.url,
      MEDIAMTX_API_URL: mediamtx.apiUrl,
      MEDIAMTX_API_USER: 'stream-buddy',
      MEDIAMTX_API_PASSWORD: randomBytes(18).toString('base64url'),
    });
    servers.logs.push(() => mediamtx.child.output());
  }
  return { env, ports, servers };
}

async function readSecrets(dataDir: string): Promise<{ livekitApiKey: string; livekitApiSecret: string }> {
  return JSON.parse(await readFile(join(dataDir, 'secrets.json'), 'utf8')) as {
    livekitApiKey: string;
    livekitApiSecret: string;
  };
}

async function judgeStream(file: string): Promise<void> {
  const stream = await analyseStream(file);
  const found = `${stream.videoCodec} ${stream.width}x${stream.height} ${stream.audioCodec} ${stream.audioRate}`;
  if (found !== 'h264 1280x720 aac 48000') throw new Error(`it is ${found}`);
  if (stream.nonMonotonic > 0) throw new Error(`${stream.nonMonotonic} timestamps do not rise`);
  if (stream.gapMaxMs > RELOAD_GAP_MAX_MS || stream.audioGapMaxMs > RELOAD_GAP_MAX_MS)
    throw new Error(`it stands still for ${Math.max(stream.gapMaxMs, stream.audioGapMaxMs).toFixed(0)} ms`);
  const samples = await decodeAudio(file);
  for (const { name, toneHz } of Object.values(GUESTS)) {
    const prominenceDb = toneProminenceDb(samples, toneHz);
    if (prominenceDb < TONE_MIN_DB) throw new Error(`${name} is not heard (${prominenceDb.toFixed(0)} dB)`);
  }
}

function isNear(color: readonly number[], hex: string): boolean {
  return [1, 3, 5].every(
    (start, index) =>
      Math.abs(parseInt(hex.slice(start, start + 2), 16) - color[index]!) <= COLOR_DISTANCE_MAX,
  );
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
