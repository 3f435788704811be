import type { Platform } from '@/lib/core/presets/destination-presets';
import type { AuditLog } from '../audit/ports';
import type { Atomically, DomainTools } from '../domain-tools';

/** All that anybody ever sees of a destination. The key is not among it. */
export interface DestinationRow {
  destinationId: string;
  platform: string;
  name: string;
  url: string;
  backupUrl: string | null;
  /** The last four characters, or empty. */
  keyHint: string;
  createdAt: Date;
  /** Shows that use it. */
  showCount: number;
}

export interface NewDestination {
  destinationId: string;
  workspaceId: string;
  platform: Platform;
  name: string;
  url: string;
  backupUrl: string | null;
  encryptedKey: string;
  keyHint: string;
}

/** Writers throw UniqueViolation when the workspace has the name already. */
export interface DestinationStore {
  list: (workspaceId: string) => Promise<DestinationRow[]>;
  find: (workspaceId: string, destinationId: string) => Promise<DestinationRow | null>;
  count: (workspaceId: string) => Promise<number>;
  insert: (destination: NewDestination) => Promise<DestinationRow>;
  update: (
    destinationId: string,
    change: { name: string; url: string; backupUrl: string | null },
  ) => Promise<void>;
  setKey: (destinationId: string, key: { encryptedKey: string; keyHint: string }) => Promise<void>;
  remove: (destinationId: string) => Promise<void>;
  /** Shows that have it in their set. */
  listShowIds: (destinationId: string) => Promise<string[]>;
}

/** What going live needs: the only read that includes the (still encrypted) key. */
export interface RelayTarget {
  destinationId: string;
  platform: string;
  name: string;
  url: string;
  backupUrl: string | null;
  encryptedKey: string;
  enabled: boolean;
}

export interface RelayTargetReader {
  listForShow: (showId: string) => Promise<RelayTarget[]>;
}

/** Envelope encryption, bound to the row that the secret belongs to. */
export interface KeyVault {
  seal: (plain: string, boundTo: string) => string;
  open: (sealed: string, boundTo: string) => string;
  hint: (plain: string) => string;
}

export interface DestinationDeps extends DomainTools {
  destinations: DestinationStore;
  vault: KeyVault;
  rtmpSinkPort: number;
  /** See LiveShows of the shows slice. Never rejects. */
  liveShows: { destinationsChanged: (showId: string) => Promise<void> };
  atomically: Atomically<{ destinations: DestinationStore; audit: AuditLog }>;
}
