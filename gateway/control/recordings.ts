import { createReadStream } from 'node:fs';
import { readdir, stat, unlink } from 'node:fs/promises';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import type { Logger } from 'pino';
import { FragmentFile } from '@/gateway/net/fragment-file';
import { sendEmpty, sendError } from '@/gateway/net/http';
import { parseRange } from '@/lib/core/http-range/parse-range';

/** Recordings over HTTP, with ranges so that players can seek. The id is checked before it becomes a file name. */
const RECORDING_ID = /^[A-Za-z0-9_-]{1,64}$/;

export async function sendRecording(
  dir: string,
  recordingId: string,
  at: { request: IncomingMessage; response: ServerResponse },
): Promise<void> {
  const { request, response } = at;
  const path = pathOf(dir, recordingId);
  const size = path === null ? null : await sizeOf(path);
  if (path === null || size === null) return sendError(response, 'not-found', 'There is no such recording.');
  const range = parseRange(request.headers.range, size);
  if (range.status === 'unsatisfiable') {
    response.setHeader('content-range', `bytes */${size}`);
    return sendEmpty(response, 416);
  }
  const { start, end } = range.status === 'partial' ? range : { start: 0, end: size - 1 };
  response.writeHead(range.status === 'partial' ? 206 : 200, {
    'content-type': 'video/mp4',
    'accept-ranges': 'bytes',
    'content-length': Math.max(0, end - start + 1),
    ...(range.status === 'partial' ? { 'content-range': `bytes ${start}-${end}/${size}` } : {}),
  });
  if (request.method === 'HEAD' || size === 0) {
    response.end();
    return;
  }
  try {
    await pipeline(createReadStream(path, { start, end }), response);
  } catch {
    /* The reader went away, or the file did: the socket is closed either way. */
    response.destroy();
  }
}

/** At the gateway's start: nobody writes yet, so a file without a length was left by a process that died. */
export async function completeRecordings(dir: string, logger: Logger): Promise<void> {
  for (const name of await readdir(dir)) {
    const recordingId = name.replace(/\.mp4$/, '');
    const path = name === recordingId ? null : pathOf(dir, recordingId);
    if (path === null) continue;
    try {
      const durationMs = await FragmentFile.complete(path);
      if (durationMs !== null)
        logger.info({ recordingId, durationMs }, 'recording of a dead process finished');
    } catch (error) {
      logger.warn(
        { err: error, recordingId },
        'recording could not be finished; it plays without its length',
      );
    }
  }
}

/** @returns false when there is none. */
export async function deleteRecording(dir: string, recordingId: string): Promise<boolean> {
  const path = pathOf(dir, recordingId);
  if (path === null || (await sizeOf(path)) === null) return false;
  await unlink(path);
  return true;
}

function pathOf(dir: string, recordingId: string): string | null {
  return RECORDING_ID.test(recordingId) ? join(dir, `${recordingId}.mp4`) : null;
}

async function sizeOf(path: string): Promise<number | null> {
  try {
    const facts = await stat(path);
    return facts.isFile() ? facts.size : null;
  } catch {
    /* No such file. */
    return null;
  }
}
