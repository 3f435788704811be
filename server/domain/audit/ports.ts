/** JSON that an audit row may hold: flat enough to read in a table. */
export type AuditValue = string | number | boolean | null | string[];
export type AuditDetail = Record<string, AuditValue>;

export interface AuditRow {
  id: string;
  workspaceId: string;
  atMs: number;
  /** `user:<id>`, `seat:<id>` or `system:<name>`. */
  actor: string;
  actorName: string;
  action: string;
  showId: string | null;
  detail: AuditDetail;
}

export interface AuditLog {
  append: (row: AuditRow) => Promise<void>;
}

export interface AuditFilter {
  showId?: string | undefined;
  /** `user:<id>` and so on. */
  actor?: string | undefined;
  /** Whole action (`show.create`) or its first part (`show`). */
  action?: string | undefined;
  from?: Date | undefined;
  until?: Date | undefined;
}

/** Where a page ended; rows are ordered by time, then id, newest first. */
export interface AuditCursor {
  atMs: number;
  id: string;
}

export interface AuditReader {
  page: (query: {
    workspaceId: string;
    filter: AuditFilter;
    before: AuditCursor | null;
    limit: number;
  }) => Promise<AuditRow[]>;
}
