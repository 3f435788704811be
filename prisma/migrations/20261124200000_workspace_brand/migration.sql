-- AlterTable
ALTER TABLE "Workspace" ADD COLUMN     "brand" JSONB;
