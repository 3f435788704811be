import type { CDPSession, Page } from '@playwright/test';

/** Over this a browser calls a task long (https://w3c.github.io/longtasks/). */
const LONG_TASK_MS = 50;
/** A page is quiet when no long task began for so long. */
const QUIET_MS = 1_000;

/** What the page notes about itself from its first moment on. */
interface PageNotes {
  /** Start and length of every long task, in ms since navigation. */
  tasks: [startMs: number, durationMs: number][];
  /** Of every layout shift that no input caused (https://wicg.github.io/layout-instability/). */
  shifts: number[];
  /** What moved in them: element, from and to. */
  moved: string[];
  /** When the awaited control could first be used; null while it cannot. */
  usableAtMs: number | null;
}

declare global {
  interface Window {
    uiNotes: PageNotes;
  }
}

export interface Transferred {
  /** As they came over the wire: bodies as compressed by the server, and headers. */
  scriptBytes: number;
  allBytes: number;
  requests: number;
}

export interface Tasks {
  longTasks: number;
  longestMs: number;
  /** What of all long tasks was beyond 50 ms: how long input would have waited. */
  blockedMs: number;
}

/** Counts what a page loads and how busy it keeps its thread. */
export interface PageWatch {
  transferred(): Transferred;
  /**
   * Time to interactive: from the start of the navigation until the control can be used (it is there, enabled, and React
   * listens to it) and the thread is quiet: the later of that moment and the end of the last long task before a second
   * without any.
   */
  interactiveMs(): Promise<number>;
  /** The sum of all layout shifts so far: never less than the windowed CLS of web.dev. */
  layoutShift(): Promise<number>;
  /** What moved so far, as selectors with how far: to find out why. */
  movedParts(): Promise<readonly string[]>;
  /** @param sinceMs - of the page's own clock, `performance.now()`. */
  tasks(sinceMs: number): Promise<Tasks>;
  nowMs(): Promise<number>;
}

/** Call before the page's first navigation. @param control - a button's text or label. */
export async function watchPage(page: Page, control: string): Promise<PageWatch> {
  await page.addInitScript(takeNotes, { control });
  const session = await page.context().newCDPSession(page);
  const transferred = await countTransfers(session);
  return {
    transferred,
    interactiveMs: async () => {
      const read = await page.waitForFunction(
        (quietMs) => {
          const { tasks, usableAtMs } = window.uiNotes;
          if (usableAtMs === null) return null;
          const [startMs = 0, durationMs = 0] = tasks.at(-1) ?? [];
          const readyMs = Math.max(usableAtMs, startMs + durationMs);
          return performance.now() - readyMs > quietMs ? readyMs : null;
        },
        QUIET_MS,
        { polling: 100, timeout: 60_000 },
      );
      return Number(await read.jsonValue());
    },
    layoutShift: () => page.evaluate(() => window.uiNotes.shifts.reduce((sum, value) => sum + value, 0)),
    movedParts: () => page.evaluate(() => window.uiNotes.moved),
    tasks: async (sinceMs) => {
      const { tasks } = await page.evaluate(() => window.uiNotes);
      const lengths = tasks.filter(([startMs]) => startMs >= sinceMs).map(([, durationMs]) => durationMs);
      return {
        longTasks: lengths.length,
        longestMs: Math.max(0, ...lengths),
        blockedMs: lengths.reduce((sum, durationMs) => sum + durationMs - LONG_TASK_MS, 0),
      };
    },
    nowMs: () => page.evaluate(() => performance.now()),
  };
}

async function countTransfers(session: CDPSession): Promise<() => Transferred> {
  const kinds = new Map<string, string>();
  const total = { scriptBytes: 0, allBytes: 0, requests: 0 };
  session.on('Network.responseReceived', ({ requestId, type }) => void kinds.set(requestId, type));
  session.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
    total.requests += 1;
    total.allBytes += encodedDataLength;
    if (kinds.get(requestId) === 'Script') total.scriptBytes += encodedDataLength;
  });
  await session.send('Network.enable');
  return () => ({ ...total });
}

/** Runs in the page, before anything of it. */
function takeNotes({ control }: { control: string }): void {
  const notes: PageNotes = { tasks: [], shifts: [], moved: [], usableAtMs: null };
  window.uiNotes = notes;
  new PerformanceObserver((list) => {
    for (const { startTime, duration } of list.getEntries()) notes.tasks.push([startTime, duration]);
  }).observe({ type: 'longtask', buffered: true });
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) {
      const shift = entry as PerformanceEntry & {
        value: number;
        hadRecentInput: boolean;
        sources: { node: Node | null; previousRect: DOMRectReadOnly; currentRect: DOMRectReadOnly }[];
      };
      if (shift.hadRecentInput) continue;
      notes.shifts.push(shift.value);
      for (const { node, previousRect, currentRect } of shift.sources) {
        const element = node instanceof Element ? node : node?.parentElement;
        const place = ({ x, y, width, height }: DOMRectReadOnly) =>
          [x, y, width, height].map(Math.round).join(' ');
        notes.moved.push(
          `${shift.value.toFixed(4)} ${element?.tagName.toLowerCase() ?? 'text'}.${element?.className ?? ''}: ${place(previousRect)} -> ${place(currentRect)}`,
        );
      }
    }
  }).observe({ type: 'layout-shift', buffered: true });
  const look = () => {
    for (const button of document.querySelectorAll('button')) {
      const isListening = Object.keys(button).some((key) => key.startsWith('__reactProps$'));
      if (
        button.disabled ||
        button.ariaDisabled === 'true' ||
        !isListening ||
        (button.ariaLabel ?? button.innerText.trim()) !== control
      )
        continue;
      notes.usableAtMs = performance.now();
      return;
    }
    requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
}
