import type { IncomingMessage, ServerResponse } from 'node:http';
import { can, type Action } from '@/lib/core/access/can';
import { ASSET_LIMITS, UPLOADS_PATH } from '@/lib/core/contract/asset-limits';
import { AppError } from '../app-error';
import type { CallLimiter } from '../call-limiter';
import type { Actor, SignedInUser } from '../domain/actor';
import type { AssetStore } from '../domain/assets/ports';
import { sendError } from '../http/send-error';
import type { AssetFolder } from './asset-folder';
import type { Inspector } from './inspector';
import { serveAsset } from './serve-asset';
import type { UploadServer } from './upload-server';

export interface AssetHttpDeps {
  folder: AssetFolder;
  uploads: Pick<UploadServer, 'handle'>;
  inspector: Pick<Inspector, 'makeThumbnail'>;
  assets: Pick<AssetStore, 'find' | 'setThumbnail'>;
  readUser: (headers: Headers) => Promise<SignedInUser | null>;
  findActor: (user: SignedInUser) => Promise<Actor | null>;
  /** Per person: requests of uploads, and uploads that begin. */
  limits: { requests: CallLimiter; begins: CallLimiter };
  logger: { error(fields: object, message: string): void };
}

interface Exchange {
  request: IncomingMessage;
  response: ServerResponse;
}

const UPLOAD_METHODS = ['POST', 'PATCH', 'HEAD', 'DELETE', 'OPTIONS'];
const ASSET = /^\/api\/assets\/([A-Za-z0-9_-]{1,64})(\/thumbnail)?$/;

/**
 * The library's own paths of the web server: uploads, files and thumbnails, for members only. Origin and host were checked
 * before. Streams between socket and disk without Next, which would copy every byte.
 */
export class AssetHttp {
  constructor(private readonly deps: AssetHttpDeps) {}

  handles(path: string): boolean {
    return isUpload(path) || ASSET.test(path);
  }

  /** Never rejects. */
  async serve(path: string, exchange: Exchange): Promise<void> {
    try {
      await this.#serve(path, exchange);
    } catch (error) {
      const refused = AppError.from(error);
      if (refused.code === 'internal')
        this.deps.logger.error({ err: error, path }, 'a file of the library failed');
      if (exchange.response.headersSent) exchange.response.destroy();
      else sendError(exchange.response, refused.code, refused.userText);
    }
  }

  async #serve(path: string, exchange: Exchange): Promise<void> {
    const { request, response } = exchange;
    const asset = ASSET.exec(path);
    if (isUpload(path)) return this.#upload(exchange);
    if (asset === null) throw new AppError('not-found');
    const [, assetId = '', thumbnail] = asset;
    if (thumbnail !== undefined && request.method === 'PUT') return this.#takeThumbnail(assetId, exchange);
    if (request.method !== 'GET' && request.method !== 'HEAD') {
      response.writeHead(405, { Allow: thumbnail === undefined ? 'GET, HEAD' : 'GET, HEAD, PUT' }).end();
      return;
    }
    const { found } = await this.#find(assetId, request, 'asset.read');
    if (thumbnail !== undefined && !found.hasThumbnail) throw new AppError('not-found');
    await serveAsset(this.deps.folder, found, thumbnail === undefined ? 'file' : 'thumbnail', exchange);
  }

  async #upload({ request, response }: Exchange): Promise<void> {
    // tus would send back what was uploaded, which nobody has looked at yet.
    if (!UPLOAD_METHODS.includes(request.method ?? '')) {
      response.writeHead(405, { Allow: UPLOAD_METHODS.join(', ') }).end();
      return;
    }
    const actor = await this.#actor(request, 'asset.manage');
    const { requests, begins } = this.deps.limits;
    await requests.take(actor.userId);
    if (request.method === 'POST') await begins.take(actor.userId);
    // A body without a stated length could grow for ever; one that is too long would outlast the server's patience.
    if (!hasBody(request, ASSET_LIMITS.chunkBytes)) throw new AppError('too-large');
    await this.deps.uploads.handle(actor, request, response);
  }

  /** Of a clip, as its uploader's browser drew it. The first that comes stays. */
  async #takeThumbnail(assetId: string, { request, response }: Exchange): Promise<void> {
    const { found } = await this.#find(assetId, request, 'asset.manage');
    if (!hasBody(request, ASSET_LIMITS.thumbnailBytesMax)) throw new AppError('too-large');
    if (found.kind !== 'video')
      throw new AppError('invalid-input', { userText: 'Only clips take a picture.' });
    if (!found.hasThumbnail) {
      const { folder, inspector, assets } = this.deps;
      const thumbnailDraft = folder.draftPath(assetId, 'thumbnail');
      const picture = await readBody(request);
      if (!(await inspector.makeThumbnail({ picture, thumbnailDraft })))
        throw new AppError('invalid-input', { userText: 'This is not a picture.' });
      await folder.adopt(thumbnailDraft, assetId, 'thumbnail');
      await assets.setThumbnail(assetId);
    }
    response.writeHead(204).end();
  }

  async #find(assetId: string, request: IncomingMessage, action: Action) {
    const actor = await this.#actor(request, action);
    const found = await this.deps.assets.find(actor.workspaceId, assetId);
    // The same answer for what belongs to others as for what is not there.
    if (found === null) throw new AppError('not-found');
    return { actor, found };
  }

  async #actor(request: IncomingMessage, action: Action): Promise<Actor> {
    const user = await this.deps.readUser(new Headers({ cookie: request.headers.cookie ?? '' }));
    const actor = user && (await this.deps.findActor(user));
    if (!actor) throw new AppError('not-signed-in');
    if (!can(actor.role, action)) throw new AppError('forbidden');
    return actor;
  }
}

const isUpload = (path: string): boolean => path === UPLOADS_PATH || path.startsWith(`${UPLOADS_PATH}/`);

function hasBody(request: IncomingMessage, bytesMax: number): boolean {
  if (request.headers['transfer-encoding'] !== undefined) return false;
  return Number(request.headers['content-length'] ?? 0) <= bytesMax;
}

/** Its length was bounded before. */
async function readBody(request: IncomingMessage): Promise<Uint8Array> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return new Uint8Array(Buffer.concat(chunks));
}
