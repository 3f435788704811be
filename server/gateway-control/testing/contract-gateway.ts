import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type {
  DesiredProgram,
  GatewayEvent,
  ProgramStatus,
  RelayState,
  RelayStatus,
} from '@/lib/core/contract/gateway-control';
import { desiredProgramSchema } from '@/lib/core/contract/gateway-control';

/**
 * The control contract over real HTTP without any media behind it, so that a test decides what a relay or a source does
 * and when. The real gateway is tried in gateway-client.integration.test.ts.
 */
export class ContractGateway {
  readonly puts: DesiredProgram[] = [];
  readonly retries: string[] = [];
  readonly programs = new Map<string, ProgramStatus>();
  readonly #streams = new Set<ServerResponse>();
  #server: Server | null = null;
  #port = 0;
  isRefusing = false;

  constructor(readonly token: string) {}

  get baseUrl(): string {
    return `http://127.0.0.1:${this.#port}`;
  }

  async start(): Promise<void> {
    const server = createServer((request, response) => void this.#answer(request, response));
    this.#server = server;
    await new Promise<void>((resolve) => server.listen(this.#port, '127.0.0.1', resolve));
    this.#port = (server.address() as AddressInfo).port;
  }

  /** As a kill: connections cut, programs forgotten, port free. */
  async stop(): Promise<void> {
    const server = this.#server;
    this.#server = null;
    this.programs.clear();
    for (const stream of this.#streams) stream.destroy();
    this.#streams.clear();
    server?.closeAllConnections();
    await new Promise((resolve) => (server ? server.close(resolve) : resolve(null)));
  }

  connectSource(programId: string): void {
    this.#update(programId, (program) => ({
      ...program,
      source: {
        ...{ status: 'connected', sinceMs: 0, lease: 1, sessionId: 's', width: 1280, height: 720, fps: 30 },
        ...{
          videoKbps: 4_000,
          audioKbps: 128,
          packetsLost: 0,
          keyframeIntervalMs: 2_000,
          isHeard: true,
          waitMs: 0,
          skewMs: 0,
          resolutionChanges: 0,
          videoCodec: 'avc1.42e01f',
        },
      },
    }));
  }

  setRelay(programId: string, relayId: string, state: RelayState, bytesSent = 0): void {
    this.#update(programId, (program) => ({
      ...program,
      relays: program.relays.map((relay) =>
        relay.relayId === relayId ? { ...relay, state, bytesSent } : relay,
      ),
    }));
  }

  emit(event: GatewayEvent): void {
    for (const stream of this.#streams) stream.write(`data: ${JSON.stringify(event)}\n\n`);
  }

  #update(programId: string, change: (program: ProgramStatus) => ProgramStatus): void {
    const program = this.programs.get(programId);
    if (!program) throw new Error(`no program ${programId}`);
    const next = change(program);
    this.programs.set(programId, next);
    this.emit({ type: 'program.status', status: next });
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (request.headers.authorization !== `Bearer ${this.token}`)
      return send(response, 401, error('bad-token'));
    if (this.isRefusing) return send(response, 503, error('unavailable'));
    const [, , kind, id, , relayId] = (request.url ?? '').split('/');
    const route = `${request.method ?? ''} ${kind ?? ''}`;
    if (route === 'GET events') return this.#openStream(response);
    if (route === 'GET programs') return send(response, 200, { programs: [...this.programs.values()] });
    if (route === 'PUT programs') return this.#put(await readJson(request), response);
    if (route === 'POST programs' && relayId) {
      this.retries.push(relayId);
      return send(response, 204, null);
    }
    if (route === 'DELETE programs' && id) return this.#remove(id, response);
    send(response, 404, error('not-found'));
  }

  #openStream(response: ServerResponse): void {
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    response.write(': hello\n\n');
    this.#streams.add(response);
    for (const status of this.programs.values()) this.emit({ type: 'program.status', status });
  }

  #put(body: unknown, response: ServerResponse): void {
    const desired = desiredProgramSchema.parse(body);
    const known = this.programs.get(desired.programId);
    if (known && desired.generation < known.generation) return send(response, 409, error('conflict'));
    this.puts.push(desired);
    const status: ProgramStatus = {
      programId: desired.programId,
      generation: desired.generation,
      source: known?.source ?? { status: 'absent', sinceMs: 0 },
      relays: desired.relays.map(
        ({ relayId }) => known?.relays.find((relay) => relay.relayId === relayId) ?? newRelay(relayId),
      ),
      recording: desired.recording
        ? { recordingId: desired.recording.recordingId, status: 'recording', bytes: 1, durationMs: 1 }
        : null,
      viewers: 0,
      picture: 'none',
      slateId: null,
      worker: null,
    };
    this.programs.set(desired.programId, status);
    if (known?.recording && !desired.recording) {
      const { recordingId } = known.recording;
      const { programId } = desired;
      this.emit({
        type: 'recording.finished',
        programId,
        recordingId,
        bytes: 5_000_000_000,
        durationMs: 60_000,
      });
    }
    send(response, 200, status);
  }

  #remove(programId: string, response: ServerResponse): void {
    const existed = this.programs.delete(programId);
    if (existed) this.emit({ type: 'program.removed', programId });
    send(response, existed ? 200 : 404, existed ? {} : error('not-found'));
  }
}

const newRelay = (relayId: string): RelayStatus => ({
  relayId,
  state: { status: 'connecting', attempt: 1, sinceMs: 0 },
  ...{
    connects: 0,
    bytesSent: 0,
    bytesAcked: 0,
    bitrateKbps: 0,
    framesSent: 0,
    framesDropped: 0,
    queueMs: 0,
    delayMs: 0,
  },
});

const error = (code: string) => ({ error: { code, message: code } });

function send(response: ServerResponse, status: number, body: object | null): void {
  response.writeHead(status, { 'content-type': 'application/json' });
  response.end(body === null ? undefined : JSON.stringify(body));
}

async function readJson(request: IncomingMessage): Promise<unknown> {
  let text = '';
  for await (const chunk of request) text += String(chunk);
  return JSON.parse(text);
}
