import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { pipeline } from 'node:stream/promises';
import type { AssetView } from '@/lib/core/contract/asset';
import { parseRange } from '@/lib/core/http-range/parse-range';
import { sendError } from '../http/send-error';
import type { AssetFolder, AssetPart } from './asset-folder';

interface Exchange {
  request: IncomingMessage;
  response: ServerResponse;
}

/**
 * Sends a file of the library. What is under an id never changes, so browsers may keep it; it is what its content was
 * found to be (nosniff), and as a page of its own it may do nothing (sandbox) and is saved instead of shown.
 */
export async function serveAsset(
  folder: AssetFolder,
  asset: AssetView,
  part: AssetPart,
  { request, response }: Exchange,
): Promise<void> {
  const path = folder.pathOf(asset.assetId, part);
  const size = await stat(path).then(
    (stats) => stats.size,
    () => null,
  );
  if (size === null) return sendError(response, 'not-found', FILE_LOST);
  const etag = `"${asset.sha256}${part === 'thumbnail' ? '-thumbnail' : ''}"`;
  response.setHeader('ETag', etag);
  response.setHeader('Cache-Control', 'private, max-age=31536000, immutable');
  response.setHeader('Vary', 'Cookie');
  response.setHeader('X-Content-Type-Options', 'nosniff');
  response.setHeader('Content-Security-Policy', "default-src 'none'; sandbox");
  response.setHeader('Accept-Ranges', 'bytes');
  if (hasEtag(request.headers['if-none-match'], etag)) {
    response.writeHead(304).end();
    return;
  }
  response.setHeader('Content-Type', part === 'thumbnail' ? 'image/webp' : asset.contentType);
  response.setHeader('Content-Disposition', disposition(asset));
  // RFC 9110 §13.1.5: a range of another version than the one that the client has is the whole.
  const ifRange = request.headers['if-range'];
  const isSame = ifRange === undefined || ifRange === etag;
  const range = parseRange(isSame ? request.headers.range : undefined, size);
  if (range.status === 'unsatisfiable') {
    response.writeHead(416, { 'Content-Range': `bytes */${size}` }).end();
    return;
  }
  const isPart = range.status === 'partial';
  const { start, end } = isPart ? range : { start: 0, end: size - 1 };
  response.setHeader('Content-Length', end - start + 1);
  if (isPart) response.setHeader('Content-Range', `bytes ${start}-${end}/${size}`);
  response.writeHead(isPart ? 206 : 200);
  if (request.method === 'HEAD') {
    response.end();
    return;
  }
  try {
    await pipeline(createReadStream(path, { start, end }), response);
  } catch {
    /* The reader went away, or the disk did: the connection is closed either way. */
    response.destroy();
  }
}

const FILE_LOST = 'The bytes of this file are not on the server any more. Upload it again.';

/** RFC 9110 §13.1.2: weak comparison. */
function hasEtag(header: string | undefined, etag: string): boolean {
  return (header ?? '').split(',').some((tag) => tag.trim().replace(/^W\//, '') === etag);
}

/** RFC 6266 §4.3: a name in ASCII for old clients, the real one for the others. */
function disposition({ name, contentType }: AssetView): string {
  const fileName = `${name}.${EXTENSIONS[contentType] ?? contentType.split('/')[1] ?? 'bin'}`;
  const ascii = fileName.replace(/[^A-Za-z0-9._ -]+/g, '_');
  const encoded = encodeURIComponent(fileName).replace(
    /['()*]/g,
    (char) => `%${char.charCodeAt(0).toString(16)}`,
  );
  return `attachment; filename="${ascii}"; filename*=UTF-8''${encoded}`;
}

const EXTENSIONS: Readonly<Record<string, string>> = {
  'image/jpeg': 'jpg',
  'audio/mpeg': 'mp3',
  'audio/mp4': 'm4a',
};
