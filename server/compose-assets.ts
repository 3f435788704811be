import { ASSET_LIMITS } from '@/lib/core/contract/asset-limits';
import { findAssetUses } from '@/lib/core/asset/find-asset-uses';
import type { AssetFolder } from './assets/asset-folder';
import { AssetHttp } from './assets/asset-http';
import { Inspector } from './assets/inspector';
import { UploadServer } from './assets/upload-server';
import { CallLimiter } from './call-limiter';
import type { Database } from './db/client';
import { mapDatabaseErrors } from './db/database-errors';
import { createShowAssetRepository } from './db/show-asset-repository';
import type { AssetUsers } from './domain/assets/ports';
import type { DomainDeps } from './domain-deps';
import type { AppContext } from './app-context';
import type { Logger } from './log';
import type { ShowSessions } from './realtime/show-sessions';

/** Pieces of 4 MB: 400 MB a second, more than any line to a server. */
const REQUESTS_PER_MINUTE = 6_000;
/** A folder of pictures dropped at once, then some. */
const BEGINS_PER_MINUTE = 120;
const SWEEP_EVERY_MS = 60 * 60_000;

/** Which shows use a file: those that the database knows of, and open ones, whose newest changes it may not have yet. */
export function composeAssetUsers(db: Database, sessions: ShowSessions): AssetUsers {
  const stored = createShowAssetRepository(db);
  return {
    findShows: async (workspaceId, assetId, limit) => {
      const mentioned = await mapDatabaseErrors(() => stored.listMentioning(workspaceId, assetId, limit));
      const open = sessions.all().filter(({ session }) => session.workspaceId === workspaceId);
      const showIds = new Set([...open.map(({ session }) => session.state.showId), ...mentioned]);
      const users: Awaited<ReturnType<AssetUsers['findShows']>> = [];
      for (const showId of showIds) {
        const state = (await sessions.open(showId))?.session.state;
        const uses = state ? findAssetUses(state, assetId) : [];
        if (state && uses.length > 0) users.push({ title: state.title, uses });
      }
      return users;
    },
  };
}

interface AssetInputs {
  folder: AssetFolder;
  quotaBytes: number;
  domain: DomainDeps;
  readUser: AppContext['readUser'];
  logger: Logger;
}

export interface AssetParts {
  http: AssetHttp;
  close(): void;
}

/** The media library's files: what takes, checks, keeps and sends them. */
export async function composeAssets({
  folder,
  quotaBytes,
  domain,
  readUser,
  logger,
}: AssetInputs): Promise<AssetParts> {
  await folder.make();
  const inspector = new Inspector({ logger });
  const http = new AssetHttp({
    folder,
    uploads: new UploadServer({ folder, inspector, domain, quotaBytes, logger }),
    inspector,
    assets: domain.assets,
    readUser,
    findActor: domain.findActor,
    limits: {
      requests: new CallLimiter(REQUESTS_PER_MINUTE),
      begins: new CallLimiter(BEGINS_PER_MINUTE),
    },
    logger,
  });
  const sweep = (): void => {
    folder
      .sweep({ nowMs: Date.now(), abandonedMs: ASSET_LIMITS.abandonedAfterMs, isKnown: domain.assets.exists })
      .then((swept) => {
        if (swept.uploads + swept.files > 0)
          logger.info(swept, 'abandoned files of the library were removed');
      })
      .catch((error: unknown) => logger.warn({ err: error }, 'the library was not swept, will retry'));
  };
  sweep();
  const sweeper = setInterval(sweep, SWEEP_EVERY_MS);
  sweeper.unref();
  return { http, close: () => clearInterval(sweeper) };
}
