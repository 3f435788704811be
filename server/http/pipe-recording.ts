import { AppError } from '../app-error';

interface RecordingSource {
  openRecording(recordingId: string, range: string | null, signal: AbortSignal): Promise<Response>;
}

/** Headers of the gateway's answer that a browser needs; nothing else of it passes. */
const PASSED_HEADERS = ['content-length', 'content-range', 'accept-ranges', 'etag', 'last-modified'];

/** Streams a recording from the gateway to a browser, never holding more than a chunk of it. */
export async function pipeRecording(
  source: RecordingSource,
  recording: { recordingId: string; showTitle: string; createdAt: Date },
  request: Pick<Request, 'headers' | 'signal'>,
): Promise<Response> {
  const range = request.headers.get('range');
  const answer = await source.openRecording(recording.recordingId, range, request.signal);
  if (answer.status === 404) {
    throw new AppError('not-found', {
      userText: 'The file of this recording is not on the server any more.',
    });
  }
  if (!answer.ok && answer.status !== 416) {
    throw new AppError('unavailable', { internal: `the gateway answered ${answer.status} for a recording` });
  }
  const headers = new Headers({
    'content-type': answer.ok ? 'video/mp4' : 'text/plain',
    'content-disposition': `attachment; filename="${fileName(recording)}"`,
    'cache-control': 'private, no-store',
  });
  for (const name of PASSED_HEADERS) {
    const value = answer.headers.get(name);
    if (value !== null) headers.set(name, value);
  }
  return new Response(answer.body, { status: answer.status, headers });
}

/** ASCII only: a title is free text, and a header is not. */
function fileName({ showTitle, createdAt }: { showTitle: string; createdAt: Date }): string {
  const title =
    showTitle
      .replace(/[^A-Za-z0-9]+/g, '-')
      .replace(/^-+|-+$/g, '')
      .slice(0, 60) || 'recording';
  return `${title}-${createdAt.toISOString().slice(0, 16).replace(':', '')}.mp4`;
}
