import type { IncomingMessage, ServerResponse } from 'node:http';
import { FileStore } from '@tus/file-store';
import { Server, type ServerOptions, type Upload } from '@tus/server';
import type { AssetView } from '@/lib/core/contract/asset';
import { UPLOAD_BYTES_MAX, UPLOADS_PATH } from '@/lib/core/contract/asset-limits';
import { ERROR_HTTP_STATUS, refuse, type ErrorCode, type Result } from '@/lib/core/contract/error-codes';
import { judgeRoom, judgeUpload } from '@/lib/core/asset/judge-upload';
import { AppError } from '../app-error';
import type { Actor } from '../domain/actor';
import { finishUpload, type FinishDeps } from './finish-upload';
import { readUploads, uploadNotesSchema, type UploadNotes } from './read-uploads';

type TusRequest = Parameters<NonNullable<ServerOptions['onIncomingRequest']>>[0];

export interface UploadDeps extends FinishDeps {
  quotaBytes: number;
  logger: { info(fields: object, message: string): void; error(fields: object, message: string): void };
}

const UPLOAD_ID = /^[A-Za-z0-9_-]{1,64}$/;

/**
 * Resumable uploads (tus 1.0: creation, termination). Bytes go from the socket to the disk; what an upload is and whose is
 * noted when it begins, and every later request must be of the same person.
 */
export class UploadServer {
  readonly #tus: Server;
  readonly #store: FileStore;
  /** Whose each request is, decided before tus sees it. */
  readonly #actors = new WeakMap<IncomingMessage, Actor>();
  readonly #finishing = new Map<string, Promise<Result<AssetView>>>();

  constructor(private readonly deps: UploadDeps) {
    this.#store = new FileStore({ directory: deps.folder.uploadsPath });
    this.#tus = new Server({
      path: UPLOADS_PATH,
      datastore: this.#store,
      relativeLocation: true,
      maxSize: UPLOAD_BYTES_MAX,
      // Pages of other origins were refused before; no browser is to be told otherwise.
      allowedOrigins: () => false,
      namingFunction: () => deps.domain.newId(),
      getFileIdFromRequest: (_request, last) => (UPLOAD_ID.test(last ?? '') ? last : undefined),
      onIncomingRequest: (request, id) => this.#checkOwner(request, id),
      onUploadCreate: (request, upload) => this.#begin(request, upload),
      onUploadFinish: async (_request, upload) => {
        const asset = await this.#finish(upload);
        if (!asset.ok) throw httpError(asset.error);
        return { headers: { 'Stream-Buddy-Asset': asset.value.assetId } };
      },
      onResponseError: (_request, error) => this.#toRefusal(error),
    });
  }

  async handle(actor: Actor, request: IncomingMessage, response: ServerResponse): Promise<void> {
    this.#actors.set(request, actor);
    const id = request.url?.split('?')[0]?.slice(UPLOADS_PATH.length + 1) ?? '';
    if (request.method === 'HEAD' && UPLOAD_ID.test(id)) {
      const asset = await this.#finished(actor, id);
      if (asset) return sendFinished(response, asset);
    }
    await this.#tus.handle(request, response);
  }

  /** The asset that an upload became: its sender may not have heard of it, or the process that should have made it died. */
  async #finished(actor: Actor, id: string): Promise<AssetView | null> {
    const asset = await this.deps.domain.assets.find(actor.workspaceId, id);
    if (asset !== null) return asset;
    const upload = await this.#store.getUpload(id).catch(() => null);
    if (upload === null || upload.offset !== upload.size || !isOf(upload, actor)) return null;
    const finished = await this.#finish(upload);
    return finished.ok ? finished.value : null;
  }

  async #checkOwner(request: TusRequest, id: string): Promise<void> {
    const actor = this.#actorOf(request);
    // A new upload's id was made a moment ago.
    if (request.method === 'POST') return;
    const upload = await this.#store.getUpload(id).catch(() => null);
    // Whether somebody else has an upload of this id is nobody's business.
    if (upload === null || !isOf(upload, actor)) throw httpError(UPLOAD_GONE);
  }

  async #begin(request: TusRequest, upload: Upload): Promise<{ metadata: Record<string, string> }> {
    const { userId, name: userName, workspaceId } = this.#actorOf(request);
    const fileName = (upload.metadata?.['filename'] ?? '').slice(0, FILE_NAME_CHARS_MAX);
    const bytes = upload.size ?? 0;
    const kind = judgeUpload({ fileName, bytes });
    if (!kind.ok) throw httpError(kind.error);
    const { folder, domain, quotaBytes } = this.deps;
    const use = {
      ...(await domain.assets.use(workspaceId)),
      ...(await readUploads(folder.uploadsPath, workspaceId)),
    };
    const refused = judgeRoom(use, { bytes, quotaBytes });
    if (refused) throw httpError(refused.error);
    if (!(await folder.hasRoomFor(bytes))) throw httpError(DISK_FULL);
    return { metadata: { userId, userName, workspaceId, fileName } satisfies UploadNotes };
  }

  /** Once at a time: a request that is repeated waits for the first. */
  #finish(upload: Upload): Promise<Result<AssetView>> {
    const running = this.#finishing.get(upload.id);
    if (running) return running;
    const notes = uploadNotesSchema.parse(upload.metadata);
    const finishing = finishUpload(this.deps, upload.id, notes)
      .then((result) => {
        const outcome = result.ok ? 'kept' : result.error.code;
        this.deps.logger.info({ assetId: upload.id, bytes: upload.size, outcome }, 'upload ended');
        return result;
      })
      .finally(() => this.#finishing.delete(upload.id));
    this.#finishing.set(upload.id, finishing);
    return finishing;
  }

  #actorOf(request: TusRequest): Actor {
    const node = request.runtime?.node?.req;
    const actor = node && this.#actors.get(node as IncomingMessage);
    if (!actor) throw httpError(new AppError('not-signed-in').toRefusal());
    return actor;
  }

  #toRefusal(error: Error | { status_code: number; body: string }): { status_code: number; body: string } {
    if (!('status_code' in error)) {
      const refused = AppError.from(error);
      if (refused.code === 'internal') this.deps.logger.error({ err: error }, 'an upload failed');
      return httpError(refused.toRefusal());
    }
    if (error.body.startsWith('{')) return error;
    // tus's own words are for programmers; its status is what its clients go by.
    const code = TUS_CODES[error.status_code] ?? 'invalid-input';
    return { status_code: error.status_code, body: httpError(new AppError(code).toRefusal()).body };
  }
}

const FILE_NAME_CHARS_MAX = 255;
const UPLOAD_GONE = refuse('not-found', 'This upload is not known any more. Upload the file again.').error;
const DISK_FULL = refuse(
  'limit-reached',
  "The server's disk is nearly full. Delete recordings or files of the library, or tell the operator.",
).error;
const TUS_CODES: Readonly<Record<number, ErrorCode>> = {
  404: 'not-found',
  409: 'conflict',
  410: 'not-found',
  413: 'too-large',
  500: 'internal',
};

/** As tus wants to be thrown at. */
function httpError(refusal: { code: ErrorCode; message: string }): { status_code: number; body: string } {
  return { status_code: ERROR_HTTP_STATUS[refusal.code], body: JSON.stringify({ error: refusal }) };
}

function isOf(upload: Upload, { workspaceId, userId }: Actor): boolean {
  const notes = uploadNotesSchema.safeParse(upload.metadata);
  return notes.success && notes.data.workspaceId === workspaceId && notes.data.userId === userId;
}

/** An answer to "how far is it?" that a tus client takes for "done". */
function sendFinished(response: ServerResponse, { assetId, bytes }: AssetView): void {
  response.writeHead(200, {
    'Tus-Resumable': '1.0.0',
    'Upload-Offset': bytes,
    'Upload-Length': bytes,
    'Cache-Control': 'no-store',
    'Stream-Buddy-Asset': assetId,
  });
  response.end();
}
