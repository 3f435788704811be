import type { Brand } from '@/lib/core/contract/brand';
import type { AuditLog } from '../audit/ports';
import type { Atomically, DomainTools } from '../domain-tools';

export interface BrandReader {
  /** null: the workspace has set none, or none that this version can read. */
  find: (workspaceId: string) => Promise<Brand | null>;
}

export interface BrandStore extends BrandReader {
  set: (workspaceId: string, brand: Brand) => Promise<void>;
}

export interface BrandDeps extends DomainTools {
  brands: BrandReader;
  atomically: Atomically<{ brands: BrandStore; audit: AuditLog }>;
}
