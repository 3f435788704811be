import { copyFile, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from '@playwright/test';
import { sceneTemplate } from '@/lib/core/scene/scene-template';
import { analyseStream, countResolutionChanges } from '../harness/analyse-stream';
import { launchGuestBrowser, launchProducerBrowser } from '../harness/browsers';
import { saveFirstFrame, tileDistance } from '../harness/check-picture';
import { decodeAudio, toneProminenceDb } from '../harness/check-sound';
import { findFreePorts } from '../harness/free-ports';
import type { GuestMedia } from '../harness/guest-media';
import { prepareGuestMedia } from '../harness/guest-media';
import { cutWithin, watchProgramMonitor, watchStream } from '../harness/latency-probe';
import { findDescendants, measureCpu, readProcessUsage } from '../harness/process-usage';
import { startProduct } from '../harness/product';
import { createOwnerAndSignIn, productApi } from '../harness/product-api';
import { createRtmpServer } from '../harness/rtmp-server';
import { admitToStage, askToJoin, endShow, enterStudio, goLive, takeOffStage } from '../harness/show-steps';
import {
  clockAgeMs,
  CLAPPERBOARD,
  installClapperboard,
  measureSkew,
  watchClock,
} from '../harness/sync-guest';
import { readFigure, showFigures } from './read-figures';
import { waitFor } from '../harness/wait-for';
import { placeGuests } from './place-guests';
import { judgeReport } from './judge';
import type { DemoReport } from './report';

export interface DemoOptions {
  guests: number;
  seconds: number;
  /** Folder for program.png, studio.png and recording.mp4. */
  outputDir: string;
  log(line: string): void;
}

const HIDDEN_MS = 10_000;
/** After the time on air that was asked for: Chromium needs some seconds to align a new guest's sound and picture. */
const SYNC_MS = 30_000;
/** Of it, at its end: pictures are timed as a viewer sees them. */
const CLOCK_MS = 8_000;
/** The CPU of a painted page is measured over this at least. */
const PAINTED_MS_MIN = 8_000;
/** 4 s of them. */
const READ_PICTURES = 120;
const CUTS = 8;
const CUT_EVERY_MS = 1_200;
const VIEWPORT = { width: 1440, height: 900 };
const DESTINATIONS = ['First platform', 'Second platform'];
const SYNC_GUEST = 'Sync check';

/** The main job with nobody at the keyboard: a show with guests in real browsers, at real RTMP servers, measured. */
export async function runDemo(options: DemoOptions): Promise<DemoReport> {
  const cleanups: (() => Promise<unknown>)[] = [];
  try {
    return await runShow(options, cleanups);
  } finally {
    for (const cleanup of cleanups.reverse())
      await cleanup().catch((error: unknown) => options.log(`cleaning up: ${String(error)}`));
  }
}

async function runShow(options: DemoOptions, cleanups: (() => Promise<unknown>)[]): Promise<DemoReport> {
  const { log } = options;
  await mkdir(options.outputDir, { recursive: true });
  const scratch = await mkdtemp(join(tmpdir(), 'show-demo-'));
  cleanups.push(() => rm(scratch, { recursive: true, force: true }));
  const media = await Promise.all(
    Array.from({ length: options.guests }, (_, index) => prepareGuestMedia(index, scratch)),
  );

  const rtmpPort = await findFreePorts(DESTINATIONS.length);
  const servers = await Promise.all(DESTINATIONS.map((_, index) => createRtmpServer(rtmpPort + index)));
  for (const server of servers) cleanups.push(() => server.dispose());

  log('starting Stream Buddy');
  const startedAtMs = Date.now();
  const product = await startProduct();
  cleanups.push(() => product.stop());
  cleanups.push(() => writeFile(join(options.outputDir, 'product.log'), product.child.output()));
  log(`healthy after ${product.startSeconds.toFixed(1)} s at ${product.url}`);

  const producer = await launchProducerBrowser(VIEWPORT);
  cleanups.push(() => producer.close());
  const api = await createOwnerAndSignIn(producer.context.request, product.url);
  const { showId } = await api.mutate<{ showId: string }>('shows.create', {
    title: 'The Friday Panel',
    template: 'interview',
    scheduledAt: null,
  });
  const destinationIds: string[] = [];
  for (const [index, name] of DESTINATIONS.entries()) {
    const destination = await api.mutate<{ destinationId: string }>('destinations.create', {
      platform: 'custom', name, url: servers[index]!.url, backupUrl: null, key: `demo-key-${index}`,
    }); // prettier-ignore
    destinationIds.push(destination.destinationId);
  }
  await api.mutate('shows.setDestinations', { showId, destinationIds });
  const invite = await api.mutate<{ url: string }>('invites.create', {
    showId, label: 'Demo guests', role: 'guest', expiresAt: null, maxUses: null,
  }); // prettier-ignore

  await enterStudio(producer.page, product.url, showId);
  log('studio is open');
  const browsers: Browser[] = [];
  cleanups.push(() => Promise.all(browsers.map((browser) => browser.close())));
  for (const guest of media) {
    const browser = await launchGuestBrowser(guest);
    browsers.push(browser);
    await askToJoin(browser, invite.url, guest.name);
    await admitToStage(producer.page, guest.name);
    log(`${guest.name} is on stage`);
  }
  const interview = sceneTemplate('interview').findIndex((scene) => scene.document.showsFeeds);
  await producer.page.keyboard.press(String(interview + 1));

  const goLiveAtMs = Date.now();
  await goLive(producer.page);
  await waitFor(
    'every destination to receive the program',
    async () =>
      (await Promise.all(servers.map((server) => server.recordings()))).every((files) => files.length > 0),
    { timeoutMs: 30_000 },
  );
  const onAirAtMs = Date.now();
  log(`on air ${((onAirAtMs - goLiveAtMs) / 1000).toFixed(1)} s after Go live`);
  const readUrl = servers[0]!.readUrl('demo-key-0');
  const livePng = join(options.outputDir, 'program.png');

  const supervised = product.child.pid;
  const gatewayPids = (await findDescendants(supervised, 'gateway')).filter((pid) => pid > 0);
  const sfuPids = await findDescendants(supervised, 'sfu');
  const carrierPids = gatewayPids.filter((pid) => !sfuPids.includes(pid));

  const cutsAt: number[] = [];
  const watcher = watchStream(readUrl);
  cleanups.push(async () => watcher.stop());
  const readMonitor = await watchProgramMonitor(producer.page, '[data-testid="program-video"]');
  await waitFor('the RTMP reader to decode', () => watcher.frames() > 30, { timeoutMs: 15_000 });
  for (let cut = 0; cut < CUTS; cut++) {
    cutsAt.push(Date.now());
    await producer.page.keyboard.press(cut % 2 === 0 ? '1' : String(interview + 1));
    await pause(CUT_EVERY_MS);
  }
  const monitorChanges = await readMonitor();
  watcher.stop();
  const latencies = cutsAt.flatMap((atMs) => {
    const drawn = cutWithin(monitorChanges, atMs, atMs + CUT_EVERY_MS);
    const read = cutWithin(watcher.changes, atMs, atMs + CUT_EVERY_MS);
    return drawn === null || read === null ? [] : [read.atMs - drawn.atMs];
  });

  const sounds: DemoReport['sounds'] = [];
  const browserPids = [producer.pid, ...(await findDescendants(producer.pid, ''))];
  const rendererPids = await findDescendants(producer.pid, '--type=renderer');
  const gpuPids = await findDescendants(producer.pid, '--type=gpu-process');
  const leftMs = options.seconds * 1000 - HIDDEN_MS - (Date.now() - onAirAtMs);
  const painted = await measureCpu([carrierPids, sfuPids, browserPids, rendererPids, gpuPids], () =>
    pause(Math.max(PAINTED_MS_MIN, leftMs)),
  );
  const usages = await Promise.all(carrierPids.map((pid) => readProcessUsage(pid)));
  const gatewayRssMb = usages.reduce((sum, usage) => sum + usage.rssMb, 0);
  await saveFirstFrame(readUrl, livePng);
  await producer.page.screenshot({ path: join(options.outputDir, 'studio.png') });
  const pictures = await judgePictures(media, livePng);

  log('hiding the producer page for 10 s');
  let producerCpuPercentHidden: number | undefined;
  const hiddenFrames = { from: 0, to: 0, ms: 0 };
  const visibility = await producer.whileHidden(async () => {
    const hiddenWatcher = watchStream(readUrl);
    await waitFor('the RTMP reader to decode', () => hiddenWatcher.frames() > 5, { timeoutMs: 15_000 });
    const fromMs = Date.now();
    hiddenFrames.from = hiddenWatcher.frames();
    [producerCpuPercentHidden] = await measureCpu([browserPids], () => pause(HIDDEN_MS));
    hiddenFrames.to = hiddenWatcher.frames();
    hiddenFrames.ms = Date.now() - fromMs;
    hiddenWatcher.stop();
  });

  log('checking lip sync');
  const syncGuest = await stageSyncGuest(producer.page, browsers, invite.url, media);
  await showFigures(producer.page);
  await pause(SYNC_MS - CLOCK_MS);
  const clock = watchClock(readUrl, placeGuests([SYNC_GUEST])[0]!);
  cleanups.push(async () => clock.stop());
  await pause(CLOCK_MS);
  clock.stop();
  const shownClock = await syncGuest.evaluate(() => window.readClapperboard());
  const studio = {
    cameraToDestinationMs: await readFigure(producer.page, 'Camera to destination'),
    skewMs: await readFigure(producer.page, 'Sound behind picture'),
  };
  await endShow(producer.page);
  const onAirSeconds = (Date.now() - onAirAtMs) / 1000;
  log('show ended');

  const recordingFile = join(options.outputDir, 'recording.mp4');
  const recordingId = await waitFor(
    'the recording to be listed as finished',
    async () => {
      // Asked with the cookies of the page as it is now: hiding it made a new connection to the browser.
      const recordings = await productApi(producer.context.request, product.url).query<
        { recordingId: string; status: string }[]
      >('recordings.list', { showId });
      return recordings.find((recording) => recording.status === 'finished')?.recordingId;
    },
    { timeoutMs: 20_000 },
  );
  const download = await producer.context.request.get(`${product.url}/api/recordings/${recordingId}`);
  if (!download.ok()) throw new Error(`The recording answered ${download.status()}`);
  await writeFile(recordingFile, await download.body());
  const recording = await analyseStream(recordingFile);

  const files = await Promise.all(servers.map((server) => server.recordings()));
  const arrived = await Promise.all(
    files.map(async (list) => (list[0] === undefined ? null : analyseStream(list[0]))),
  );
  const first = arrived[0];
  if (first === null || first === undefined) throw new Error('The first destination received nothing');
  const samples = await decodeAudio(files[0]![0]!);
  for (const guest of media)
    sounds.push({ guest: guest.name, prominenceDb: toneProminenceDb(samples, guest.pilotHz) });
  const skew = await measureSkew(files[0]![0]!, first, placeGuests([SYNC_GUEST])[0]!);
  await copyFile(files[0]![0]!, join(options.outputDir, 'arrived.flv'));

  const measured: Omit<DemoReport, 'failures'> = {
    guests: options.guests,
    seconds: Math.min(options.seconds, onAirSeconds),
    secondsToOnAir: (onAirAtMs - startedAtMs) / 1000,
    secondsToHealthy: product.startSeconds,
    secondsFromGoLive: (onAirAtMs - goLiveAtMs) / 1000,
    programFps: first.fps,
    programFpsHidden: ((hiddenFrames.to - hiddenFrames.from) / hiddenFrames.ms) * 1000,
    visibilityWhileHidden:
      visibility.before === visibility.after
        ? visibility.after
        : `${visibility.before}, then ${visibility.after}`,
    width: first.width,
    height: first.height,
    resolutionChanges: await countResolutionChanges(files[0]![0]!),
    videoCodec: first.videoCodec,
    audioCodec: first.audioCodec,
    audioRate: first.audioRate,
    keyframeIntervalMax: first.keyframeIntervalMax,
    avSkewMs: skew.skewMs,
    avSkewBeeps: skew.beeps,
    avSkewShownMs: studio.skewMs,
    // The first seconds of a reader are its start.
    glassMs: clockAgeMs(clock.readings.slice(-READ_PICTURES), shownClock),
    glassShownMs: studio.cameraToDestinationMs,
    nonMonotonic: first.nonMonotonic,
    gapMaxMs: Math.max(first.gapMaxMs, first.audioGapMaxMs),
    latencyMsP50: median(latencies),
    latencyCuts: latencies.length,
    destinations: DESTINATIONS.map((name, index) => ({
      name,
      // The server starts a new file for every publish.
      connects: files[index]?.length ?? 0,
      bytes: arrived[index]?.bytes ?? 0,
      fps: arrived[index]?.fps ?? 0,
      gapMaxMs: arrived[index]?.gapMaxMs ?? 0,
    })),
    gatewayCpuPercent: painted[0] ?? NaN,
    gatewayRssMb,
    sfuCpuPercent: painted[1] ?? NaN,
    producerCpuPercent: painted[2] ?? NaN,
    producerRendererCpuPercent: painted[3] ?? NaN,
    producerGpuCpuPercent: painted[4] ?? NaN,
    producerCpuPercentHidden: producerCpuPercentHidden ?? NaN,
    recordingSeconds: recording.seconds,
    pictures,
    sounds,
  };
  return { ...measured, failures: judgeReport(measured) };
}

/** The sync guest alone on stage, and alone on the machine beside the producer. */
async function stageSyncGuest(
  producer: Page,
  browsers: Browser[],
  inviteUrl: string,
  media: readonly GuestMedia[],
): Promise<Page> {
  for (const guest of media) await takeOffStage(producer, guest.name);
  for (const browser of browsers) await browser.close();
  const browser = await launchGuestBrowser(null);
  browsers.push(browser);
  const page = await askToJoin(browser, inviteUrl, SYNC_GUEST, (context) =>
    context.addInitScript(installClapperboard, CLAPPERBOARD),
  );
  await admitToStage(producer, SYNC_GUEST);
  return page;
}

async function judgePictures(
  media: readonly GuestMedia[],
  programPng: string,
): Promise<DemoReport['pictures']> {
  const tiles = placeGuests(media.map((guest) => guest.name));
  return Promise.all(
    media.map(async (guest, index) => {
      const distances = await Promise.all(
        media.map((other) => tileDistance(programPng, tiles[index]!, other.videoFile)),
      );
      const others = distances.filter((_, other) => other !== index);
      return { guest: guest.name, distance: distances[index]!, nearestOther: Math.min(255, ...others) };
    }),
  );
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? NaN;
}

/** A show takes the time it takes: this is its running time, not a wait for something. */
function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
