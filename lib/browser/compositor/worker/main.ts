import { hasGraphicsCard } from '../../paint/has-graphics-card';
import { AssetFonts } from './asset-fonts';
import { chooseRenderer, newRenderer } from './choose-renderer';
import { loadFonts } from './load-fonts';
import type { CompositorWarning, FromCompositor, ToCompositor } from './messages';
import { MonitorTap } from './monitor-tap';
import { ProgramLoop } from './program-loop';
import { SourceRegistry } from './source-registry';

/** The composition root of the compositor worker: builds the parts on `init` and routes messages to them. */
interface WorkerScope {
  postMessage: (message: FromCompositor, transfer?: Transferable[]) => void;
  onmessage: ((event: MessageEvent<ToCompositor>) => void) | null;
  fonts: { add: (face: FontFace) => unknown };
}

interface Running {
  loop: ProgramLoop;
  sources: SourceRegistry;
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

const handlers: { [Type in ToCompositor['type']]: (message: Message<Type>, to: Running) => void } = {
  init: () => undefined,
  'source.add': ({ feedId, readable }, to) => to.sources.add(feedId, readable),
  'source.remove': ({ feedId }, to) => to.sources.remove(feedId),
  'scene.put': ({ scene }, to) => to.loop.putScene(scene),
  'preview.put': ({ scene }, to) => to.loop.putPreview(scene),
  clock: ({ serverMinusPerformanceMs }) => void (serverMinusPerformance = serverMinusPerformanceMs),
  rate: ({ fps }, to) => to.loop.setRate(fps),
  tray: (message, to) => void sendTray(message, to),
  thumbnail: (message, to) => void sendThumbnail(message, to),
  close: (_message, to) => to.close(),
};

scope.onmessage = ({ data }) => {
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

/** Where the page is painted on the CPU, 15 pictures a second of the program are enough to run a show by. */
const MONITOR_EVERY_WITHOUT_CARD = 2;

/** As large as a studio shows it; 16:9 like the program. */
const PREVIEW_SIZE = { width: 640, height: 360 };

async function start(init: Message<'init'>): Promise<Running> {
  const { width, height, fps, writable, renderer: wanted } = init;
  const sizes = { program: { width, height }, preview: PREVIEW_SIZE };
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
  const writer = writable.getWriter();
  const loop = new ProgramLoop({
    sizes,
    fps,
    renderer,
    sources,
    writer,
    monitor: new MonitorTap(init.monitor, hasGraphicsCard() ? 1 : MONITOR_EVERY_WITHOUT_CARD),
    preview: init.preview,
    nowMs,
    serverNowMs,
    onPainted: () => scope.postMessage({ type: 'painted' }),
    onStats: (stats) => scope.postMessage({ type: 'stats', stats }),
    onBrokenMedia: (broken) => warn({ graphicId: null, reason: 'broken-media', ...broken }),
    onFailed: (error) => scope.postMessage({ type: 'failed', error: textOf(error) }),
  });
  scope.postMessage({ type: 'ready', renderer: name });
  return {
    loop,
    sources,
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
