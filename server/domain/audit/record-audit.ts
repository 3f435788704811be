import type { Actor } from '../actor';
import type { DomainTools } from '../domain-tools';
import type { AuditDetail, AuditLog } from './ports';
import { redactDetail } from './redact-detail';

export interface AuditFact {
  action: string;
  showId?: string;
  detail?: AuditDetail;
}

/** Writes who did what, in the same transaction as the deed, so that neither exists without the other. */
export async function recordAudit(
  audit: AuditLog,
  tools: DomainTools,
  actor: Pick<Actor, 'userId' | 'name' | 'workspaceId'>,
  fact: AuditFact,
): Promise<void> {
  await audit.append({
    id: tools.newId(),
    workspaceId: actor.workspaceId,
    atMs: tools.nowMs(),
    actor: `user:${actor.userId}`,
    actorName: actor.name,
    action: fact.action,
    showId: fact.showId ?? null,
    detail: redactDetail(fact.detail ?? {}),
  });
}
