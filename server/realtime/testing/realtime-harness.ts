import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { io, type Socket } from 'socket.io-client';
import type {
  ClientToServerEvents,
  CommandReply,
  GuestView,
  Handshake,
  PresentPerson,
  UndoOffer,
  ServerToClientEvents,
} from '@/lib/core/contract/realtime';
import { PROTOCOL_VERSION, SHOW_NAMESPACE } from '@/lib/core/contract/realtime';
import type { Refusal } from '@/lib/core/contract/error-codes';
import type { ShowCommand } from '@/lib/core/contract/show-commands';
import type { NumberedEvent } from '@/lib/core/contract/show-events';
import type { ShowState } from '@/lib/core/contract/show-state';
import { createShowState } from '@/lib/core/show/create-show-state';
import { newSceneDocument } from '@/lib/core/scene/new-scene-document';
import { attachRealtime, type RealtimeContext } from '../attach-realtime';
import type { AssetFacts } from '../check-assets';
import type { UserActor } from '../ports';
import { ShowSessions, type ShowSessionsOptions } from '../show-sessions';
import { MemoryStore, quietLogger } from './memory-store';

export const SHOW_ID = 'show1';
const ORIGIN = 'http://studio.test';

export const harnessShow = (): ShowState =>
  createShowState({
    showId: SHOW_ID,
    title: 'Talk',
    slug: 'talk',
    scenes: [
      { sceneId: 'a', name: 'Talk', document: newSceneDocument('grid') },
      { sceneId: 'b', name: 'Solo', document: newSceneDocument('solo') },
    ],
    destinations: [{ destinationId: 'd1', name: 'One', platform: 'custom', keyHint: '0001', enabled: true }],
  });

export type Client = Socket<ServerToClientEvents, ClientToServerEvents>;

export interface Harness {
  url: string;
  store: MemoryStore;
  sessions: ShowSessions;
  refusals: ReadonlyMap<string, number>;
  /** `scene.add accepted`, oldest first. */
  commands: readonly string[];
  /** Roles by user id; deleting one signs the user out. */
  members: Map<string, UserActor['role']>;
  seats: Map<string, string>;
  /** The library, by `<workspaceId> <assetId>`. */
  assets: Map<string, AssetFacts>;
  connect(who: {
    userId?: string;
    seatToken?: string;
    origin?: string;
    ip?: string;
    handshake?: Partial<Handshake>;
  }): Client;
  close(): Promise<void>;
}

/** A real HTTP server with real sockets; only the database and the sign-in are stand-ins. */
export async function startHarness(
  options: Partial<Omit<ShowSessionsOptions, 'store'>> & Pick<RealtimeContext, 'recheckMs'> = {},
): Promise<Harness> {
  const store = new MemoryStore();
  store.add(harnessShow());
  let ids = 0;
  const tools = { nowMs: () => Date.now(), newId: () => `id-${(ids += 1)}`, logger: quietLogger };
  const sessions = new ShowSessions({ store, tools, ...options });
  const members = new Map<string, UserActor['role']>();
  const seats = new Map<string, string>();
  const assets = new Map<string, AssetFacts>();
  const server = createServer();
  const refusals = new Map<string, number>();
  const counted: string[] = [];
  const realtime = attachRealtime(server, {
    sessions,
    logger: quietLogger,
    counts: {
      refusal: (code) => refusals.set(code, (refusals.get(code) ?? 0) + 1),
      command: (type, { isAccepted }) => counted.push(`${type} ${isAccepted ? 'accepted' : 'refused'}`),
    },
    nowMs: tools.nowMs,
    assets: {
      find: (workspaceId, assetId) => Promise.resolve(assets.get(`${workspaceId} ${assetId}`) ?? null),
    },
    isAllowedOrigin: ({ headers }) => headers.origin === ORIGIN,
    // One address per socket: the rate limit of handshakes has its own test.
    clientIp: ({ headers }) => String(headers['x-test-ip'] ?? (ids += 1)),
    identities: {
      findMember: (cookie) => {
        const userId = cookie.replace('user=', '');
        const role = members.get(userId);
        return Promise.resolve(role ? { kind: 'user', userId, name: userId, role } : null);
      },
      findSeat: (_showId, token) => {
        const seatId = seats.get(token);
        return Promise.resolve(seatId === undefined ? null : { seatId });
      },
    },
    ...(options.recheckMs === undefined ? {} : { recheckMs: options.recheckMs }),
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const clients: Client[] = [];
  return {
    url,
    store,
    sessions,
    members,
    seats,
    assets,
    refusals,
    commands: counted,
    connect: ({ userId, seatToken, origin = ORIGIN, ip, handshake }) => {
      const client: Client = io(`${url}${SHOW_NAMESPACE}`, {
        forceNew: true,
        transports: ['websocket'],
        reconnectionDelay: 20,
        reconnectionDelayMax: 50,
        extraHeaders: {
          origin,
          ...(ip === undefined ? {} : { 'x-test-ip': ip }),
          ...(userId === undefined ? {} : { cookie: `user=${userId}` }),
        },
        auth: {
          protocolVersion: PROTOCOL_VERSION,
          showId: SHOW_ID,
          clientId: `client-${userId ?? 'x'}-${(ids += 1)}`,
          ...(seatToken === undefined ? {} : { seatToken }),
          ...handshake,
        },
      });
      clients.push(client);
      return client;
    },
    close: async () => {
      for (const client of clients) client.disconnect();
      await realtime.close();
      await sessions.close();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

export const clientIdOf = (client: Client): string => (client.auth as { clientId: string }).clientId;

let commands = 0;

export function send(client: Client, command: ShowCommand, commandId = `command-${(commands += 1)}`) {
  return new Promise<CommandReply>((resolve) =>
    client.emit('command', { commandId, baseSeq: 0, command }, resolve),
  );
}

type Messages = {
  snapshot: { seq: number; state: ShowState };
  events: { events: NumberedEvent[] };
  presence: PresentPerson[];
  history: UndoOffer;
  guestView: GuestView;
  chat: Parameters<ServerToClientEvents['chat']>[0];
  telemetry: Parameters<ServerToClientEvents['telemetry']>[0];
  goodbye: Refusal;
};

/** The next message of a kind that fits. */
export function next<K extends keyof Messages>(
  client: Client,
  kind: K,
  fits: (message: Messages[K]) => boolean = () => true,
): Promise<Messages[K]> {
  return new Promise((resolve) => {
    const listener = (message: Messages[K]) => {
      if (!fits(message)) return;
      client.off(kind as 'presence', listener as never);
      resolve(message);
    };
    client.on(kind as 'presence', listener as never);
  });
}

/** What a refused connection is told. */
export const refusalOf = (client: Client): Promise<Refusal | null> =>
  new Promise((resolve) => {
    client.on('connect', () => resolve(null));
    client.on('connect_error', (error) =>
      resolve((error as Error & { data?: Refusal }).data ?? { code: 'internal', message: error.message }),
    );
  });
