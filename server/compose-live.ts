import type { IncomingMessage, Server } from 'node:http';
import path from 'node:path';
import { RoomServiceClient, WebhookReceiver } from 'livekit-server-sdk';
import type { ShowState } from '@/lib/core/contract/show-state';
import { CallLimiter } from './call-limiter';
import { createAssetRepository } from './db/asset-repository';
import { createBroadcastRepository } from './db/broadcast-repository';
import type { Database } from './db/client';
import { mapDatabaseErrors, withDatabaseErrors } from './db/database-errors';
import { createDestinationRepository } from './db/destination-repository';
import { createIdentityRepository } from './db/identity-repository';
import { createInviteRepository } from './db/invite-repository';
import { createSeatRepository, createShowDoorRepository } from './db/seat-repository';
import { createShowEventRepository } from './db/show-event-repository';
import { Broadcasts } from './domain/broadcasts/broadcasts';
import type { SeatDeps } from './domain/seats/ports';
import type { LiveShows } from './domain/shows/ports';
import type { SignedInUser } from './domain/actor';
import type { Env } from './env';
import { GatewayClient } from './gateway-control/gateway-client';
import { GatewayEvents } from './gateway-control/gateway-events';
import { hashToken, newToken } from './hash-token';
import { isSameOrigin } from './http/allowed-origin';
import { JournalFolder } from './journal/journal-folder';
import { roomConfig } from './livekit/room-config';
import { RoomKeeper } from './livekit/room-keeper';
import { RoomMaker } from './livekit/room-maker';
import { RoomTokens } from './livekit/room-tokens';
import type { Logger } from './log';
import { MediaTokens } from './media-tokens/media-tokens';
import { createMediamtxLimiters } from './mediamtx/answer-mediamtx';
import { MediamtxGate } from './mediamtx/mediamtx-gate';
import { newId } from './new-id';
import { partAddresses } from './part-addresses';
import { attachRealtime, type Realtime } from './realtime/attach-realtime';
import { ShowSessions } from './realtime/show-sessions';
import type { SecretRedactor } from './redact';
import { decryptSecret } from './secrets/envelope';
import type { Secrets } from './secrets/secrets-file';
import { socketCounts, type WebMetrics } from './web-metrics';

interface LiveInputs {
  env: Env;
  secrets: Secrets;
  logger: Logger;
  redactor: SecretRedactor;
  db: Database;
}

/** What the running shows of this process consist of; procedures and routes reach them through the app context. */
export type LiveParts = ReturnType<typeof composeLive>;

/** Composition of everything that happens during a show: sessions, broadcasts, gateway, room, seats. */
export function composeLive({ env, secrets, logger, redactor, db }: LiveInputs) {
  const nowMs = Date.now;
  const sessions = new ShowSessions({
    store: createShowEventRepository(db),
    journals: new JournalFolder(path.join(env.dataDir, 'journal', 'shows'), logger),
    tools: { nowMs, newId, logger },
  });
  const openSession = async (showId: string) => (await sessions.open(showId))?.session ?? null;
  const broadcastRows = withDatabaseErrors(createBroadcastRepository(db));
  const gateway = new GatewayClient({
    baseUrl: partAddresses(env).gatewayControl,
    token: secrets.gatewayControlToken,
  });
  const broadcasts = new Broadcasts({
    gateway,
    store: broadcastRows,
    journal: new JournalFolder(path.join(env.dataDir, 'journal'), logger).open('broadcasts'),
    targets: withDatabaseErrors(createDestinationRepository(db)),
    openKey: (sealed, boundTo) => {
      const key = decryptSecret(secrets.masterKey, sealed, boundTo);
      redactor.register(key);
      return key;
    },
    // On the gateway's own machine, wherever that is.
    checkRelay: {
      ...{ relayId: 'check', name: 'Check', backupUrl: null },
      url: `rtmp://127.0.0.1:${env.rtmpSinkPort}/check`,
    },
    openShow: openSession,
    engineStats: (showId) => sessions.peek(showId)?.lease.stats ?? null,
    onProgram: (showId, status) => {
      const show = sessions.peek(showId);
      if (!show) return;
      show.program = status;
      show.standby.programSeen(status);
    },
    nowMs,
    newId,
    logger,
  });

  const room = roomConfig(env, secrets);
  const stateOf = (showId: string): ShowState | null => sessions.peek(showId)?.session.state ?? null;
  const roomService = new RoomServiceClient(room.apiUrl, room.apiKey, room.apiSecret, {
    requestTimeout: ROOM_ANSWER_S,
  });
  const keeper = new RoomKeeper({ service: roomService, logger, stateOf, nowMs });
  sessions.onOpen(({ session }) => {
    broadcasts.follow(session);
    keeper.follow(session);
  });

  const showDoor = withDatabaseErrors(createShowDoorRepository(db));
  const seatDeps: SeatDeps = {
    inviteGate: withDatabaseErrors(createInviteRepository(db)),
    seats: withDatabaseErrors(createSeatRepository(db)),
    showDoor,
    secrets: { newToken, hashToken },
    openShow: openSession,
    atomically: (work) =>
      mapDatabaseErrors(() =>
        db.$transaction((tx) =>
          work({ inviteGate: createInviteRepository(tx), seats: createSeatRepository(tx) }),
        ),
      ),
    nowMs,
    newId,
  };
  /** For the management slices: an open studio hears of what its pages changed. Never rejects. */
  const liveShows: LiveShows = {
    rename: (showId) => sessions.refresh(showId),
    destinationsChanged: (showId) => sessions.refresh(showId),
  };

  const mediaTokens = new MediaTokens(secrets.whipTokenSecret, nowMs);
  if (env.mediamtx !== null) redactor.register(env.mediamtx.password);

  return {
    sessions,
    broadcasts,
    broadcastRows,
    gateway,
    keeper,
    seatDeps,
    showDoor,
    liveShows,
    roomTokens: new RoomTokens(room, new RoomMaker({ service: roomService, logger })),
    webhooks: new WebhookReceiver(room.apiKey, room.apiSecret),
    mediaTokens,
    mediamtxGate:
      env.mediamtx === null
        ? null
        : new MediamtxGate({
            ...env.mediamtx,
            mediaTokens,
            leaseNumberOf: (showId) => stateOf(showId)?.lease.number ?? null,
          }),
    mediamtxLimiters: createMediamtxLimiters(),
    redeemLimiter: new CallLimiter(REDEEMS_PER_MINUTE),
    watchLimiter: new CallLimiter(WATCH_CALLS_PER_MINUTE),
  };
}

/** Pages wait for a token meanwhile; a room server that takes longer has other troubles. */
const ROOM_ANSWER_S = 3;
/** A panel behind one router reloads at once; a flood of new seats does not get through. */
const REDEEMS_PER_MINUTE = 40;
/** A watch page asks every 3 s until the show begins, and an audience of 100 may share an address. */
const WATCH_CALLS_PER_MINUTE = 2_000;

export interface RunningLive {
  realtime: Realtime;
  close(): Promise<void>;
}

/** Opens the sockets and follows the gateway; broadcasts of the last process are taken up again in the background. */
export function startLive(
  httpServer: Server,
  live: LiveParts,
  parts: LiveInputs & {
    metrics: WebMetrics;
    readUser: (headers: Headers) => Promise<SignedInUser | null>;
  },
): RunningLive {
  const { env, logger, db, metrics, readUser } = parts;
  const { findActor, findSeat } = withDatabaseErrors(createIdentityRepository(db));
  const realtime = attachRealtime(httpServer, {
    sessions: live.sessions,
    logger,
    counts: socketCounts(metrics),
    nowMs: Date.now,
    isAllowedOrigin: (request: IncomingMessage) => isSameOrigin(request, env),
    assets: withDatabaseErrors(createAssetRepository(db)),
    clientIp: (request: IncomingMessage) => request.socket.remoteAddress ?? 'unknown',
    identities: {
      findMember: async (cookie, workspaceId) => {
        const user = await readUser(new Headers({ cookie }));
        const actor = user && (await findActor(user));
        if (!actor || actor.workspaceId !== workspaceId) return null;
        return { kind: 'user', userId: actor.userId, name: actor.name, role: actor.role };
      },
      findSeat: (showId, seatToken) => findSeat(showId, hashToken(seatToken)),
    },
  });
  const events = new GatewayEvents({
    client: live.gateway,
    logger,
    onEvent: (event) => live.broadcasts.handleEvent(event),
    onConnected: () => live.broadcasts.gatewayConnected(),
    onDisconnected: () => live.broadcasts.gatewayLost(),
  });
  live.sessions.recover();
  live.broadcasts
    .resume()
    .catch((error: unknown) => logger.error({ err: error }, 'broadcasts were not resumed'));
  return {
    realtime,
    close: async () => {
      await realtime.close();
      await events.close();
      await live.broadcasts.close();
      await live.keeper.settle();
      await live.sessions.close();
    },
  };
}
