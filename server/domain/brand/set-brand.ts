import type { Brand } from '@/lib/core/contract/brand';
import type { Actor } from '../actor';
import { recordAudit } from '../audit/record-audit';
import type { BrandDeps } from './ports';

/** Shows that are made from now on start with it; those that exist keep theirs. */
export async function setBrand(deps: BrandDeps, actor: Actor, brand: Brand): Promise<Brand> {
  return deps.atomically(async ({ brands, audit }) => {
    await brands.set(actor.workspaceId, brand);
    await recordAudit(audit, deps, actor, {
      action: 'brand.set',
      detail: { theme: brand.theme, font: brand.font, ...brand.colors },
    });
    return brand;
  });
}
