import { hasGraphicsCard } from '../../paint/has-graphics-card';
import { AssetFonts } from './asset-fonts';
import { chooseRenderer, newRenderer } from './choose-renderer';
import { closingStream } from './closing-stream';
import { loadFonts } from './load-fonts';
import type { CompositorWarning, FromCompositor, ToCompositor } from './messages';
import { MonitorTap } from './monitor-tap';
import { newFrameSink, PageOutlet } from './page-outlet';
import { PagePictures } from './page-pictures';
import { ProgramLoop } from './program-loop';
import type { OutputName } from './renderer';
import { SourceRegistry } from './source-registry';
import { makeTrack, openTrack, readWorkerFacts } from './worker-media';

/** The composition root of the compositor worker: builds the parts on `init` and routes messages to them. */
interface WorkerScope {
  postMessage: (message: FromCompositor, transfer?: Transferable[]) => void;
  onmessage: ((event: MessageEvent<ToCompositor>) => void) | null;
  fonts: { add: (face: FontFace) => unknown };
}

interface Running {
  loop: ProgramLoop;
  sources: SourceRegistry;
  pictures: PagePictures;
  /** Only where the page makes the tracks. */
  outlets: Readonly<Record<OutputName, PageOutlet>> | null;
  close: () => void;
}

type Message<Type extends ToCompositor['type']> = Extract<ToCompositor, { type: Type }>;

const scope = globalThis as unknown as WorkerScope;
const nowMs = (): number => performance.now();
/** 0 until the page has compared clocks: the machine's own time is then the best guess. */
let serverMinusPerformance = 0;
const serverNowMs = (): number => performance.timeOrigin + performance.now() + serverMinusPerformance;

/** Everything after `init` waits for it here, in order. */
let running: Promise<Running | null> = Promise.resolve(null);
/** Made by `tracks.make`. */
let ownTracks: OutputStreams | null = null;

interface OutputStreams {
  program: WritableStream<VideoFrame>;
  monitor: WritableStream<VideoFrame>;
  preview: WritableStream<VideoFrame>;
}

const handlers: { [Type in ToCompositor['type']]: (message: Message<Type>, to: Running) => void } = {
  init: () => undefined,
  'tracks.make': () => undefined,
  'source.add': ({ feedId, from }, { sources, pictures }) => {
    if (from.kind === 'stream') sources.add(feedId, closingStream(from.readable));
    else if (from.kind === 'track') sources.add(feedId, openTrack(globalThis, from.track));
    else sources.add(feedId, pictures.open(feedId));
  },
  'source.remove': ({ feedId }, to) => to.sources.remove(feedId),
  pictures: (message, to) => to.pictures.take(message.pictures),
  'frame.shown': ({ output }, { outlets }) => outlets?.[output].confirm(),
  'scene.put': ({ scene }, to) => to.loop.putScene(scene),
  'preview.put': ({ scene }, to) => to.loop.putPreview(scene),
  clock: ({ serverMinusPerformanceMs }) => void (serverMinusPerformance = serverMinusPerformanceMs),
  rate: ({ fps }, to) => to.loop.setRate(fps),
  tray: (message, to) => void sendTray(message, to),
  thumbnail: (message, to) => void sendThumbnail(message, to),
  close: (_message, to) => to.close(),
};

scope.postMessage({ type: 'facts', facts: readWorkerFacts(globalThis) });

scope.onmessage = ({ data }) => {
  if (data.type === 'tracks.make') return makeTracks();
  if (data.type === 'init') {
    running = start(data).catch((error: unknown) => {
      scope.postMessage({ type: 'failed', error: textOf(error) });
      return null;
    });
    return;
  }
  running = running.then((to) => {
    if (to) dispatch(data, to);
    return to;
  });
};

function dispatch<Type extends ToCompositor['type']>(message: Message<Type>, to: Running): void {
  const handle = handlers[message.type as Type] as (message: Message<Type>, to: Running) => void;
  handle(message, to);
}

function makeTracks(): void {
  const [program, monitor, preview] = [makeTrack(globalThis), makeTrack(globalThis), makeTrack(globalThis)];
  ownTracks = { program: program.writable, monitor: monitor.writable, preview: preview.writable };
  const tracks = { program: program.track, monitor: monitor.track, preview: preview.track };
  // TypeScript does not know yet that tracks are transferable.
  scope.postMessage({ type: 'tracks', ...tracks }, Object.values(tracks) as unknown as Transferable[]);
}

function outputStreams(init: Message<'init'>): OutputStreams & Pick<Running, 'outlets'> {
  if (init.outputs.kind === 'streams') return { ...init.outputs, outlets: null };
  if (init.outputs.kind === 'own') {
    if (!ownTracks) throw new Error('The tracks were not made.');
    return { ...ownTracks, outlets: null };
  }
  const outletOf = (output: OutputName): PageOutlet =>
    new PageOutlet((frame) => scope.postMessage({ type: 'frame', output, frame }, [frame]));
  const outlets = { program: outletOf('program'), preview: outletOf('preview') };
  return {
    program: outlets.program.writable,
    monitor: newFrameSink(),
    preview: outlets.preview.writable,
    outlets,
  };
}

/** Where the page is painted on the CPU, 15 pictures a second of the program are enough to run a show by. */
const MONITOR_EVERY_WITHOUT_CARD = 2;

async function start(init: Message<'init'>): Promise<Running> {
  const { width, height, fps, renderer: wanted } = init;
  const sizes = { program: { width, height }, preview: init.preview };
  const warn = (warning: CompositorWarning): void => scope.postMessage({ type: 'warning', warning });
  const [name, hasFonts] = await Promise.all([
    wanted === 'probe' ? chooseRenderer(sizes, nowMs) : wanted,
    loadFonts(scope.fonts),
  ]);
  if (!hasFonts) warn({ graphicId: null, reason: 'font-missing' });
  const renderer = newRenderer(
    name,
    sizes,
    warn,
    new AssetFonts(scope.fonts, () => warn({ graphicId: null, reason: 'font-missing' })),
  );
  const sources = new SourceRegistry(renderer, nowMs);
  const { program, monitor, preview, outlets } = outputStreams(init);
  const pictures = new PagePictures(() => scope.postMessage({ type: 'pictures.ask' }));
  const writer = program.getWriter();
  const loop = new ProgramLoop({
    sizes,
    fps,
    renderer,
    sources,
    writer,
    monitor: new MonitorTap(monitor, hasGraphicsCard() ? 1 : MONITOR_EVERY_WITHOUT_CARD),
    preview,
    nowMs,
    serverNowMs,
    onTick: () => pictures.askIfDue(),
    onPainted: () => scope.postMessage({ type: 'painted' }),
    onStats: (stats) => scope.postMessage({ type: 'stats', stats }),
    onBrokenMedia: (broken) => warn({ graphicId: null, reason: 'broken-media', ...broken }),
    onFailed: (error) => scope.postMessage({ type: 'failed', error: textOf(error) }),
  });
  scope.postMessage({ type: 'ready', renderer: name });
  return {
    loop,
    sources,
    pictures,
    outlets,
    close: () => {
      loop.close();
      sources.close();
      renderer.dispose();
      writer.close().catch(() => {
        /* The track was stopped first: the stream is already gone. */
      });
    },
  };
}

async function sendThumbnail(
  { requestId, scene, width }: Message<'thumbnail'>,
  { loop }: Running,
): Promise<void> {
  try {
    const bitmap = await loop.thumbnail(scene, width);
    scope.postMessage({ type: 'thumbnail', requestId, bitmap, error: '' }, [bitmap]);
  } catch (error) {
    scope.postMessage({ type: 'thumbnail', requestId, bitmap: null, error: textOf(error) });
  }
}

async function sendTray(
  { requestId, feedIds, width, height }: Message<'tray'>,
  { loop }: Running,
): Promise<void> {
  // A sheet that cannot be drawn is no fault of the program: the tray keeps its last pictures.
  const sheet = await loop.traySheet(feedIds, { width, height }).catch(() => null);
  const bitmap = sheet?.bitmap ?? null;
  scope.postMessage(
    { type: 'tray', requestId, bitmap, feedIds: sheet?.feedIds ?? [] },
    bitmap ? [bitmap] : [],
  );
}

function textOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
