import { EventEmitter } from 'node:events';
import { randomUUID } from 'node:crypto';
import type { Logger } from 'pino';
import { refuse, ok } from '@/lib/core/contract/error-codes';
import type { Result } from '@/lib/core/contract/error-codes';
import type { DesiredProgram, GatewayEvent, ProgramStatus } from '@/lib/core/contract/gateway-control';
import { readSlate } from '@/gateway/core/slate/read-slate';
import { LIMITS } from '@/lib/core/contract/limits';
import { parseOffer } from '@/gateway/core/whip-sdp/parse-offer';
import type { Ingest } from '@/gateway/program/messages';
import { ProgramHost } from './program-host';

/** All programs of this gateway: desired state in, status and events out. Knows leases and sessions; holds no media. */
export interface ProgramsOptions {
  workerPath: string;
  udpPortBase: number;
  programsMax: number;
  announcedIps: string[];
  recordingsDir: string;
  relayStalledMs: number;
  /** Null: publishers come to us. Else to MediaMTX at this address, without a slash at the end. */
  mediamtx: { url: string; tokenSecret: string } | null;
  logger: Logger;
}

export interface MediaSession {
  sessionId: string;
  programId: string;
  role: 'publish' | 'view';
  etag: string;
  /** The peer's ICE user name in its offer: candidates under another one belong to no session here. */
  remoteUfrag: string | null;
}

interface Entry {
  host: ProgramHost;
  slot: number;
  highestLease: number;
}

export class Programs {
  readonly #options: ProgramsOptions;
  readonly #entries = new Map<string, Entry>();
  readonly #sessions = new Map<string, MediaSession>();
  readonly #ending = new Map<string, { done: Promise<void>; slot: number }>();
  readonly #events = new EventEmitter<{ event: [GatewayEvent] }>().setMaxListeners(0);

  constructor(options: ProgramsOptions) {
    this.#options = options;
  }

  onEvent(listener: (event: GatewayEvent) => void): () => void {
    this.#events.on('event', listener);
    return () => this.#events.off('event', listener);
  }

  list(): ProgramStatus[] {
    return [...this.#entries.values()].map(({ host }) => host.status());
  }

  hosts(): ProgramHost[] {
    return [...this.#entries.values()].map(({ host }) => host);
  }

  status(programId: string): ProgramStatus | null {
    return this.#entries.get(programId)?.host.status() ?? null;
  }

  /** Media bytes the running worker received. */
  inboundBytes(programId: string): number {
    return this.#entries.get(programId)?.host.counters?.bytesReceived ?? 0;
  }

  async put(desired: DesiredProgram): Promise<Result<ProgramStatus>> {
    // A program that is just ending finishes first: two workers must not write one recording.
    await this.#ending.get(desired.programId)?.done;
    const existing = this.#entries.get(desired.programId);
    if (existing !== undefined) {
      if (desired.generation < existing.host.desired.generation) {
        return refuse('conflict', 'A newer state of this program was set before.');
      }
      existing.host.apply(desired);
      return ok(existing.host.status());
    }
    const slot = this.#freeSlot();
    if (slot === null)
      return refuse('limit-reached', `This gateway runs at most ${this.#options.programsMax} programs.`);
    const host = this.#startHost(desired, slot);
    this.#entries.set(desired.programId, { host, slot, highestLease: -1 });
    return ok(host.status());
  }

  /** @returns false when there is no such program. */
  async remove(programId: string): Promise<boolean> {
    const entry = this.#entries.get(programId);
    const ending = this.#ending.get(programId);
    if (entry === undefined) {
      await ending?.done;
      return ending !== undefined;
    }
    this.#entries.delete(programId);
    const done = entry.host.end().finally(() => this.#ending.delete(programId));
    this.#ending.set(programId, { done, slot: entry.slot });
    this.#forgetSessions(programId);
    await done;
    this.#emit({ type: 'program.removed', programId });
    return true;
  }

  retry(programId: string, relayId: string): boolean {
    const host = this.#entries.get(programId)?.host;
    if (host === undefined || !host.desired.relays.some((relay) => relay.relayId === relayId)) return false;
    host.retry(relayId);
    return true;
  }

  /** Opens a WHIP or WHEP session. The lease rule: a lower number than one seen before is refused. */
  async openSession(request: {
    programId: string;
    role: 'publish' | 'view';
    lease: number;
    sdp: string;
  }): Promise<Result<{ session: MediaSession; sdp: string }>> {
    const { programId, role, lease, sdp } = request;
    const entry = this.#entries.get(programId);
    if (entry === undefined) return refuse('not-found', 'This program is not running.');
    if (role === 'publish') {
      if (this.#options.mediamtx !== null)
        return refuse('conflict', 'Programs are published to MediaMTX here, not to this gateway.');
      if (lease < entry.highestLease)
        return refuse('lease-held', 'Another studio page publishes this program now.');
      entry.highestLease = lease;
    }
    const sessionId = randomUUID();
    const answer = await entry.host.answer({ role, sessionId, lease, sdp });
    if (!answer.ok) return refuse(answer.refusal.code, answer.refusal.message);
    // It ended meanwhile, and its sessions with it: nobody would forget this one.
    if (this.#entries.get(programId) !== entry) return refuse('not-found', 'This program is not running.');
    const offer = parseOffer(sdp, LIMITS.sdpBytes);
    const remoteUfrag = offer.ok ? offer.offer.iceUfrag : null;
    const session = { sessionId, programId, role, etag: `"${randomUUID()}"`, remoteUfrag };
    this.#sessions.set(sessionId, session);
    return ok({ session, sdp: answer.sdp });
  }

  /** Takes the picture for gaps from whoever may publish now. It outlives the worker, not the program. */
  setSlate(upload: { programId: string; slateId: string; lease: number; bytes: Buffer }): Result<null> {
    const entry = this.#entries.get(upload.programId);
    if (entry === undefined) return refuse('not-found', 'This program is not running.');
    if (upload.lease < entry.highestLease)
      return refuse('lease-held', 'Another studio page publishes this program now.');
    const read = readSlate(upload.bytes);
    if (!read.ok) return refuse('invalid-input', `The slate cannot be used: ${read.reason}.`);
    const { source } = entry.host.status();
    const { width, height } = read.slate;
    const isKnown = source.status === 'connected' && source.width > 0;
    if (isKnown && (source.width !== width || source.height !== height))
      return refuse(
        'invalid-input',
        `The slate is ${width}x${height}, the program ${source.width}x${source.height}.`,
      );
    entry.host.setSlate({ slateId: upload.slateId, bytes: upload.bytes });
    return ok(null);
  }

  noteIngest(programId: string, ingest: Ingest): void {
    this.#entries.get(programId)?.host.noteIngest(ingest);
  }

  session(sessionId: string): MediaSession | null {
    return this.#sessions.get(sessionId) ?? null;
  }

  trickle(session: MediaSession, candidates: string[]): void {
    this.#entries.get(session.programId)?.host.trickle(session.sessionId, candidates);
  }

  closeSession(session: MediaSession): void {
    this.#sessions.delete(session.sessionId);
    this.#entries.get(session.programId)?.host.closeSession(session.sessionId);
  }

  async close(): Promise<void> {
    await Promise.all([...this.#entries.keys()].map((programId) => this.remove(programId)));
  }

  #startHost(desired: DesiredProgram, slot: number): ProgramHost {
    const { workerPath, udpPortBase, announcedIps, recordingsDir, relayStalledMs, mediamtx, logger } =
      this.#options;
    const { programId } = desired;
    return new ProgramHost({
      desired,
      settings: {
        programId,
        udpPort: udpPortBase + slot,
        announcedIps,
        recordingsDir,
        relayStalledMs,
        pull:
          mediamtx === null
            ? null
            : {
                whepUrl: `${mediamtx.url}/${encodeURIComponent(programId)}/whep`,
                tokenSecret: mediamtx.tokenSecret,
              },
      },
      workerPath,
      logger: logger.child({ programId }),
      emit: (event) => this.#emit(event),
      onSessionClosed: (sessionId) => void this.#sessions.delete(sessionId),
      onWorkerGone: () => this.#forgetSessions(programId),
    });
  }

  #forgetSessions(programId: string): void {
    for (const session of this.#sessions.values()) {
      if (session.programId === programId) this.#sessions.delete(session.sessionId);
    }
  }

  #freeSlot(): number | null {
    const taken = new Set([...this.#entries.values(), ...this.#ending.values()].map(({ slot }) => slot));
    for (let slot = 0; slot < this.#options.programsMax; slot += 1) if (!taken.has(slot)) return slot;
    return null;
  }

  #emit(event: GatewayEvent): void {
    this.#events.emit('event', event);
  }
}
