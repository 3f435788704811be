import { DEFAULT_BRAND, type Brand } from '@/lib/core/contract/brand';
import type { Actor } from '../actor';
import type { BrandDeps } from './ports';

/** How the workspace's graphics look; the house's brand until it has chosen its own. */
export async function getBrand(
  deps: Pick<BrandDeps, 'brands'>,
  actor: Pick<Actor, 'workspaceId'>,
): Promise<Brand> {
  return (await deps.brands.find(actor.workspaceId)) ?? DEFAULT_BRAND;
}
