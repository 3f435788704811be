import { defaultOptions, DetailedError, Upload, type PreviousUpload } from 'tus-js-client';
import { ASSET_LIMITS, UPLOADS_PATH } from '@/lib/core/contract/asset-limits';
import type { ErrorCode, Refusal } from '@/lib/core/contract/error-codes';
import type { LeftUpload, Sender, SenderEvents } from './create-uploads';

/** Short: after these the list says "offline", and tries on at an easier pace. */
const RETRY_DELAYS_MS = [0, 500, 2_000];

/** One file by tus. What was sent of it on an earlier visit is found by the file's name, size and date. */
export function createTusSender(file: File, events: SenderEvents): Sender {
  let isStopped = false;
  const upload = new Upload(file, {
    endpoint: UPLOADS_PATH,
    chunkSize: ASSET_LIMITS.chunkBytes,
    metadata: { filename: file.name },
    retryDelays: RETRY_DELAYS_MS,
    removeFingerprintOnSuccess: true,
    onShouldRetry: (error) => refusalText(error) === null,
    onProgress: (sentBytes) => events.onProgress(sentBytes),
    onSuccess: ({ lastResponse }) => events.onDone(lastResponse.getHeader('Stream-Buddy-Asset') ?? null),
    onError: (error) => {
      if (isStopped) return;
      events.onFailed(refusalText(error instanceof DetailedError ? error : null));
    },
  });
  return {
    start: () => {
      isStopped = false;
      void upload.findPreviousUploads().then(
        ([previous]) => {
          if (isStopped) return;
          if (previous && upload.url === null) upload.resumeFromPreviousUpload(previous);
          upload.start();
        },
        // A browser that keeps nothing begins anew.
        () => upload.start(),
      );
    },
    stop: () => {
      isStopped = true;
      void upload.abort();
    },
    discard: async () => {
      isStopped = true;
      // The server throws it away by itself when nobody asks for it any more.
      await upload.abort(upload.url !== null).catch(() => undefined);
    },
  };
}

/** What this browser began and did not finish, as long as the server still has it. */
export async function findLeftUploads(nowMs: number): Promise<LeftUpload[]> {
  const { urlStorage } = defaultOptions;
  const all = await urlStorage.findAllUploads().catch(() => []);
  const left: LeftUpload[] = [];
  for (const stored of all) {
    const fileName = stored.metadata['filename'];
    const isOld = nowMs - Date.parse(stored.creationTime) > ASSET_LIMITS.abandonedAfterMs;
    if (fileName === undefined || stored.size === null || isOld)
      await urlStorage.removeUpload(stored.urlStorageKey);
    else left.push({ fileName, bytes: stored.size, forget: () => forget(stored) });
  }
  return left;
}

async function forget({ uploadUrl, urlStorageKey }: PreviousUpload): Promise<void> {
  if (uploadUrl !== null) await Upload.terminate(uploadUrl, { retryDelays: [] }).catch(() => undefined);
  await defaultOptions.urlStorage.removeUpload(urlStorageKey);
}

/** A refusal that no second try would change; null: it is worth one, or there was no answer of ours. */
function refusalText(error: DetailedError | null): string | null {
  try {
    const { error: refusal } = JSON.parse(error?.originalResponse?.getBody() ?? '') as {
      error?: Partial<Refusal>;
    };
    if (typeof refusal?.message !== 'string' || TEMPORARY.has(refusal.code ?? 'internal')) return null;
    return refusal.message;
  } catch {
    // No answer, or a proxy's page.
    return null;
  }
}

/** `conflict`: another request of this upload is still being written (tus). */
const TEMPORARY = new Set<ErrorCode>(['conflict', 'rate-limited', 'unavailable', 'internal']);
