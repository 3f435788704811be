import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import type { DoctorProbe } from '../domain/doctor/ports';

const run = promisify(execFile);

/** A browser that starts for the first time on a busy machine. */
const BROWSER_TIMEOUT_MS = 30_000;
/** Asks as the studio does before it publishes, and leaves the answer in the page. */
const PAGE =
  "data:text/html,<script>document.write(RTCRtpSender.getCapabilities('video').codecs.some(c=>c.mimeType==='video/H264')?'h264-yes':'h264-no')</script>";

/** @param chromium - path of a browser of the Chromium family; null when none is to be checked. */
export function h264Check(chromium: string | null): DoctorProbe {
  return {
    id: 'h264',
    label: 'H.264 in the browser',
    timeoutMs: BROWSER_TIMEOUT_MS,
    look: async (signal) => {
      if (chromium === null)
        return { status: 'ok', detail: 'Not checked: set CHROMIUM to the path of a browser to check it.' };
      const page = await readPage(chromium, signal);
      if (page.includes('h264-yes</')) return { status: 'ok', detail: `${chromium} can send it.` };
      if (!page.includes('h264-no</')) throw new Error('the page did not run');
      return {
        status: 'failed',
        detail: `${chromium} cannot send it, and destinations take nothing else.`,
        remedy: 'Produce from Chrome, Edge or Debian’s Chromium.',
      };
    },
    remedyOnFailure: 'Set CHROMIUM to the path of Chrome, Edge or Chromium, and check that it starts.',
  };
}

async function readPage(chromium: string, signal: AbortSignal): Promise<string> {
  // A profile of its own: one that is open already would hand the page over to its window.
  const profile = await mkdtemp(path.join(tmpdir(), 'stream-buddy-doctor-'));
  const options = [
    ...['--headless', '--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-background-networking'],
    ...[`--user-data-dir=${profile}`, '--dump-dom', PAGE],
  ];
  try {
    return (await run(chromium, options, { signal })).stdout;
  } finally {
    // Its helpers may write for a moment after it has ended.
    await rm(profile, { recursive: true, force: true, maxRetries: 10 });
  }
}
