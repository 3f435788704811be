import { execFileSync, fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { assetUrl } from '@/lib/core/contract/asset';
import { ASSET_LIMITS, UPLOADS_PATH } from '@/lib/core/contract/asset-limits';
import { readProcess } from './process-figures';

/**
 * `npm run bench:upload -- --mb 500`: sends a clip of that size to the media library and reads it back, and prints what
 * the web process took of memory meanwhile. Fails when it held a tenth of the file.
 */
const { values } = parseArgs({ options: { mb: { type: 'string', default: '500' } } });
const bytes = Number(values.mb) * 1_000_000;
const HELD_SHARE_MAX = 0.1;
const SAMPLE_MS = 50;

const work = mkdtempSync(path.join(tmpdir(), 'sb-bench-upload-'));
const server = fork(fileURLToPath(new URL('./upload-load/server.ts', import.meta.url)), [work], {
  execArgv: ['--import', 'tsx'],
});
try {
  const [{ origin }] = (await once(server, 'message')) as [{ origin: string }];
  const clip = smallClip();
  // The first request loads what every later one uses.
  await upload(origin, clip, clip.byteLength);
  const restMb = (await readProcess(server.pid ?? 0)).rssMb;
  let peakMb = restMb;
  const sampler = setInterval(() => {
    void readProcess(server.pid ?? 0).then(({ rssMb }) => (peakMb = Math.max(peakMb, rssMb)));
  }, SAMPLE_MS);
  const startedMs = performance.now();
  const assetId = await upload(origin, clip, bytes);
  const sentS = (performance.now() - startedMs) / 1000;
  const readBytes = await read(new URL(assetUrl(assetId), origin));
  clearInterval(sampler);
  const heldMb = peakMb - restMb;
  console.log(`${values.mb} MB sent in ${sentS.toFixed(1)} s, ${(readBytes / 1e6).toFixed(0)} MB read back`);
  console.log(
    `web process: ${restMb.toFixed(0)} MB before, ${peakMb.toFixed(0)} MB at most (+${heldMb.toFixed(0)} MB)`,
  );
  if (readBytes !== bytes || heldMb * 1e6 > bytes * HELD_SHARE_MAX) process.exitCode = 1;
} finally {
  server.disconnect();
  await once(server, 'exit');
  rmSync(work, { recursive: true, force: true });
}

/** A second of picture; what makes it large is a `free` box at its end (ISO/IEC 14496-12 §8.1.2), which players skip. */
function smallClip(): Buffer {
  const file = path.join(work, 'clip.mp4');
  const source = ['-f', 'lavfi', '-i', 'testsrc=size=320x180:duration=1'];
  execFileSync('ffmpeg', ['-loglevel', 'error', '-y', ...source, '-pix_fmt', 'yuv420p', file]);
  return readFileSync(file);
}

async function upload(origin: string, clip: Buffer, size: number): Promise<string> {
  const headers = { 'tus-resumable': '1.0.0' };
  const begun = await fetch(new URL(UPLOADS_PATH, origin), {
    method: 'POST',
    headers: { ...headers, 'upload-length': String(size), 'upload-metadata': `filename ${btoa('clip.mp4')}` },
  });
  const location = new URL(begun.headers.get('location') ?? '', origin);
  let assetId = '';
  for (let offset = 0; offset < size;) {
    const body = piece(clip, offset, { size, length: Math.min(ASSET_LIMITS.chunkBytes, size - offset) });
    const answer = await fetch(location, {
      method: 'PATCH',
      headers: {
        ...headers,
        'upload-offset': String(offset),
        'content-type': 'application/offset+octet-stream',
      },
      body,
    });
    if (!answer.ok) throw new Error(`${answer.status} ${await answer.text()}`);
    assetId = answer.headers.get('stream-buddy-asset') ?? assetId;
    offset += body.byteLength;
  }
  return assetId;
}

/** Part of the clip, its `free` box, and zeros. */
function piece(clip: Buffer, offset: number, { size, length }: { size: number; length: number }) {
  const bytes = new Uint8Array(length);
  const box = Buffer.alloc(8);
  box.writeUInt32BE(size - clip.byteLength);
  box.write('free', 4, 'latin1');
  const start = size > clip.byteLength ? Buffer.concat([clip, box]) : clip;
  if (offset < start.byteLength) bytes.set(start.subarray(offset, offset + length));
  return bytes;
}

async function read(url: URL): Promise<number> {
  const response = await fetch(url);
  let count = 0;
  for await (const chunk of response.body ?? []) count += (chunk as Uint8Array).byteLength;
  return count;
}
