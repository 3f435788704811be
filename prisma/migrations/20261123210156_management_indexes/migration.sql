-- DropIndex
DROP INDEX "AuditEvent_workspaceId_atMs_idx";

-- DropIndex
DROP INDEX "Show_workspaceId_archivedAt_scheduledAt_idx";

-- DropIndex
DROP INDEX "WorkspaceInvitation_workspaceId_idx";

-- CreateIndex
CREATE INDEX "AuditEvent_workspaceId_atMs_id_idx" ON "AuditEvent"("workspaceId", "atMs", "id");

-- CreateIndex
CREATE INDEX "Show_workspaceId_createdAt_idx" ON "Show"("workspaceId", "createdAt");

-- CreateIndex
CREATE INDEX "WorkspaceInvitation_workspaceId_email_idx" ON "WorkspaceInvitation"("workspaceId", "email");


-- Prisma cannot say it, the database can: no link lets in more people than it promises.
ALTER TABLE "GuestInvite" ADD CONSTRAINT "GuestInvite_uses_check"
  CHECK ("uses" >= 0 AND ("maxUses" IS NULL OR ("maxUses" > 0 AND "uses" <= "maxUses")));
