import type { ErrorCode } from '@/lib/core/contract/error-codes';
import { ERROR_HTTP_STATUS } from '@/lib/core/contract/error-codes';
import type { DesiredProgram, ProgramStatus } from '@/lib/core/contract/gateway-control';
import { AppError } from '@/server/app-error';

export interface GatewayClientOptions {
  /** `http://127.0.0.1:9997`, without a slash at the end. */
  baseUrl: string;
  token: string;
}

/** The gateway's control API as functions. Every failure is an AppError: `unavailable`, or the code that it answered. */
export class GatewayClient {
  constructor(readonly options: GatewayClientOptions) {}

  async putProgram(desired: DesiredProgram): Promise<ProgramStatus> {
    const body = JSON.stringify(desired);
    const response = await this.#ask(`/v1/programs/${encodeURIComponent(desired.programId)}`, {
      method: 'PUT',
      body,
    });
    return (await response.json()) as ProgramStatus;
  }

  async listPrograms(): Promise<ProgramStatus[]> {
    const response = await this.#ask('/v1/programs');
    return ((await response.json()) as { programs: ProgramStatus[] }).programs;
  }

  /** Ends every relay cleanly and finalises the recording. A program that is not there is already removed. */
  async removeProgram(programId: string): Promise<void> {
    await this.#ask(`/v1/programs/${encodeURIComponent(programId)}`, { method: 'DELETE' }).catch(
      unlessMissing,
    );
  }

  async retryRelay(programId: string, relayId: string): Promise<void> {
    const path = `/v1/programs/${encodeURIComponent(programId)}/relays/${encodeURIComponent(relayId)}/retry`;
    await this.#ask(path, { method: 'POST' });
  }

  /** The file as the gateway answers it (200, 206 or 416), to be passed through. */
  async openRecording(recordingId: string, range: string | null, signal: AbortSignal): Promise<Response> {
    return this.#fetch(`/v1/recordings/${encodeURIComponent(recordingId)}`, {
      signal,
      ...(range === null ? {} : { headers: { range } }),
    });
  }

  async removeRecording(recordingId: string): Promise<void> {
    await this.#ask(`/v1/recordings/${encodeURIComponent(recordingId)}`, { method: 'DELETE' }).catch(
      unlessMissing,
    );
  }

  /** The event stream, unread; ends when the gateway goes or `signal` fires. */
  openEvents(signal: AbortSignal): Promise<Response> {
    return this.#fetch('/v1/events', { signal, headers: { accept: 'text/event-stream' } });
  }

  async #ask(path: string, init: RequestInit = {}): Promise<Response> {
    const response = await this.#fetch(path, { ...init, signal: AbortSignal.timeout(ANSWER_TIMEOUT_MS) });
    if (response.ok) return response;
    throw await toAppError(response);
  }

  async #fetch(path: string, init: RequestInit): Promise<Response> {
    const headers = new Headers(init.headers);
    headers.set('authorization', `Bearer ${this.options.token}`);
    if (init.body) headers.set('content-type', 'application/json');
    try {
      return await fetch(`${this.options.baseUrl}${path}`, { ...init, headers });
    } catch (error) {
      throw new AppError('unavailable', { internal: `the gateway did not answer ${path}`, cause: error });
    }
  }
}

/** On loopback an answer takes milliseconds; one that takes this long will not come. */
const ANSWER_TIMEOUT_MS = 5_000;

async function toAppError(response: Response): Promise<AppError> {
  const text = await response.text().catch(() => '');
  const internal = `the gateway answered ${response.status}: ${text.slice(0, 300)}`;
  return new AppError(readCode(text) ?? (response.status >= 500 ? 'unavailable' : 'internal'), { internal });
}

function readCode(text: string): ErrorCode | null {
  try {
    const code = (JSON.parse(text) as { error?: { code?: unknown } }).error?.code;
    return typeof code === 'string' && code in ERROR_HTTP_STATUS ? (code as ErrorCode) : null;
  } catch {
    // Not our gateway's JSON: the status says enough.
    return null;
  }
}

function unlessMissing(error: unknown): void {
  if (!(error instanceof AppError) || error.code !== 'not-found') throw error;
}
