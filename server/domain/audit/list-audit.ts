import type { Actor } from '../actor';
import type { AuditCursor, AuditFilter, AuditReader, AuditRow } from './ports';

/** One screen of the activity page. */
const PAGE_ROWS = 50;

export interface AuditPage {
  events: AuditRow[];
  /** Give it back to read on; null at the end. */
  nextCursor: string | null;
}

/** Reads the workspace's activity, newest first. An unreadable cursor starts from the top. */
export async function listAudit(
  deps: { auditReader: AuditReader },
  actor: Pick<Actor, 'workspaceId'>,
  input: { cursor: string | null; filter: AuditFilter },
): Promise<AuditPage> {
  const rows = await deps.auditReader.page({
    workspaceId: actor.workspaceId,
    filter: input.filter,
    before: parseCursor(input.cursor),
    // One more than shown tells whether there is a next page without counting.
    limit: PAGE_ROWS + 1,
  });
  const events = rows.slice(0, PAGE_ROWS);
  const last = events.at(-1);
  return {
    events,
    nextCursor: rows.length > PAGE_ROWS && last !== undefined ? `${last.atMs}_${last.id}` : null,
  };
}

function parseCursor(cursor: string | null): AuditCursor | null {
  const match = /^(\d{1,15})_([A-Za-z0-9_-]{1,64})$/.exec(cursor ?? '');
  return match?.[1] !== undefined && match[2] !== undefined ? { atMs: Number(match[1]), id: match[2] } : null;
}
