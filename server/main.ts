import { once } from 'node:events';
import next from 'next';
import { setAppContext, type AppContext } from './app-context';
import { readSignedIn } from './auth/read-user';
import { AssetFolder } from './assets/asset-folder';
import { composeAssets, composeAssetUsers } from './compose-assets';
import { composeAuth } from './compose-auth';
import { CallLimiter } from './call-limiter';
import { composeDomain } from './compose-domain';
import { composeLive, startLive } from './compose-live';
import { openDatabase } from './db/client';
import { readDatabaseClock } from './db/read-database-clock';
import { createDoctorChecks } from './doctor/doctor-checks';
import { parseEnv } from './env';
import { createWebServer, type PageHandlers } from './http/create-web-server';
import { ReverseProxy } from './http/reverse-proxy';
import { createLog } from './log';
import { secretsFromEnv } from './secrets/secrets-file';
import { createWebMetrics } from './web-metrics';

/** Requests that still run at a stop get this long. */
const DRAIN_MS = 2_000;

const parsed = parseEnv(process.env);
if (!parsed.ok) throw new Error(parsed.mistakes.join('\n'));
const { env } = parsed;
const { logger, redactor } = createLog({ level: env.logLevel, name: 'web' });
const secrets = secretsFromEnv(process.env);
for (const secret of Object.values(secrets)) redactor.register(secret);
if (env.databaseUrl === null)
  throw new Error('DATABASE_URL is not set: start Stream Buddy with `npm start`.');
// next-auth reads these from the environment only.
process.env.NEXTAUTH_URL = env.publicUrl;
process.env.NEXTAUTH_SECRET = secrets.authSecret;
// Safe, because create-web-server replaces the forwarded headers of every request.
process.env.AUTH_TRUST_HOST = 'true';

const db = openDatabase({
  url: env.databaseUrl,
  onConnectionError: (error) =>
    logger.warn({ err: error }, 'database connection lost, a new one is opened when needed'),
});
const auth = composeAuth({ db, env, secret: secrets.authSecret, logger });
const live = composeLive({ env, secrets, logger, redactor, db });
const metrics = createWebMetrics(live);
const assetFolder = new AssetFolder(env.assetsDir);
const context: AppContext = {
  env,
  secrets,
  logger,
  redactor,
  db,
  auth,
  metrics,
  live,
  domain: composeDomain({
    db,
    masterKey: secrets.masterKey,
    publicUrl: env.publicUrl,
    rtmpSinkPort: env.rtmpSinkPort,
    probes: createDoctorChecks({
      env,
      readDatabaseClock: () => readDatabaseClock(db),
      onlooker: { kind: 'page' },
    }),
    liveShows: live.liveShows,
    assetUsers: composeAssetUsers(db, live.sessions),
    assetFiles: assetFolder,
  }),
  callLimiter: new CallLimiter(),
  readUser: async (headers) => {
    const who = await readSignedIn(headers.get('cookie') ?? '', auth);
    return who === null ? null : { userId: who.id, name: who.name, sessionId: who.sessionId };
  },
};
setAppContext(context);

let pages: PageHandlers | null = null;
const assets = await composeAssets({
  folder: assetFolder,
  quotaBytes: env.assetsQuotaBytes,
  domain: context.domain,
  readUser: context.readUser,
  logger,
});
const proxy = new ReverseProxy(env, logger);
const server = createWebServer({
  context,
  metricsToken: secrets.gatewayControlToken,
  proxy,
  assets: assets.http,
  pages: () => pages,
});
const running = startLive(server, live, context);
const app = next({ dev: env.mode === 'development', hostname: env.host, port: env.port, httpServer: server });
await app.prepare();
const [handleRequest, handleUpgrade] = [app.getRequestHandler(), app.getUpgradeHandler()];
pages = {
  request: (request, response) => handleRequest(request, response),
  upgrade: (request, socket, head) => handleUpgrade(request, socket, head),
};
server.listen(env.port, env.host);
await once(server, 'listening');
logger.info({ host: env.host, port: env.port }, 'listening');

async function stop(): Promise<void> {
  // Asked first: Socket.IO closes the server with itself, and the event must not be missed.
  const drained = once(server, 'close');
  const tooLong = setTimeout(() => server.closeAllConnections(), DRAIN_MS);
  await running.close();
  if (server.listening) server.close();
  server.closeIdleConnections();
  await drained;
  clearTimeout(tooLong);
  proxy.close();
  assets.close();
  await app.close();
  await context.db.$disconnect();
  logger.info('stopped');
  process.exit(0);
}

let isStopping = false;
for (const signal of ['SIGTERM', 'SIGINT'] as const)
  process.on(signal, () => {
    if (isStopping) return;
    isStopping = true;
    stop().catch((error: unknown) => {
      logger.error({ err: error }, 'did not stop cleanly');
      process.exit(1);
    });
  });
// A promise that nobody awaited must not take a broadcast's studio away; it is logged as the defect that it is.
process.on('unhandledRejection', (error) => logger.error({ err: error }, 'unhandled rejection'));
