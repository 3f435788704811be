import type { Brand } from '@/lib/core/contract/brand';
import type { ShowState } from '@/lib/core/contract/show-state';
import type { AuditLog } from '../audit/ports';
import type { Atomically, DomainTools } from '../domain-tools';

export const SHOW_TEMPLATES = ['interview', 'panel', 'solo', 'presentation'] as const;
export type ShowTemplate = (typeof SHOW_TEMPLATES)[number];

/** A show as lists need it. */
export interface ShowRow {
  showId: string;
  title: string;
  slug: string;
  template: string;
  scheduledAt: Date | null;
  archivedAt: Date | null;
  createdAt: Date;
  /** Start of the broadcast that runs now; null when none does. */
  liveSince: Date | null;
  lastBroadcastEndedAt: Date | null;
  broadcastCount: number;
  destinationCount: number;
}

/** A destination as one show uses it. */
export interface ShowDestinationRow {
  destinationId: string;
  name: string;
  platform: string;
  keyHint: string;
  enabled: boolean;
}

export interface NewShow {
  showId: string;
  workspaceId: string;
  title: string;
  slug: string;
  template: ShowTemplate;
  scheduledAt: Date | null;
  snapshot: ShowState;
}

export interface ShowReader {
  list: (workspaceId: string, limit: number) => Promise<ShowRow[]>;
  find: (workspaceId: string, showId: string) => Promise<ShowRow | null>;
  /** Those of `destinationIds` that exist in the workspace. */
  listDestinationIds: (workspaceId: string, destinationIds: string[]) => Promise<string[]>;
  listDestinations: (showId: string) => Promise<ShowDestinationRow[]>;
  count: (workspaceId: string) => Promise<number>;
}

export interface ShowWriter {
  /** `slug-taken` writes nothing and leaves the transaction usable. */
  insert: (show: NewShow) => Promise<'inserted' | 'slug-taken'>;
  setTitle: (showId: string, title: string) => Promise<void>;
  setSchedule: (showId: string, scheduledAt: Date | null) => Promise<void>;
  setArchived: (showId: string, archivedAt: Date | null) => Promise<void>;
  /** Keeps `enabled` of those that stay; the order is kept by name, not by this list. */
  setDestinations: (showId: string, destinationIds: string[]) => Promise<void>;
}

/** Shows that are open in a studio must hear of changes made elsewhere. Never rejects: the change is stored already. */
export interface LiveShows {
  rename: (showId: string, title: string) => Promise<void>;
  /** The show's set of destinations, or the name, URL or key of one of them, is different now. */
  destinationsChanged: (showId: string) => Promise<void>;
}

/** What new shows start with. */
export interface BrandOfWorkspace {
  /** null: the workspace has chosen none. */
  find: (workspaceId: string) => Promise<Brand | null>;
}

export interface ShowDeps extends DomainTools {
  shows: ShowReader;
  liveShows: LiveShows;
  atomically: Atomically<{ shows: ShowReader & ShowWriter; brands: BrandOfWorkspace; audit: AuditLog }>;
}
