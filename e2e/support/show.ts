import type { Browser, BrowserContext, Page } from '@playwright/test';
import type { ProductApi } from '@/scripts/harness/product-api';
import { askToJoin } from '@/scripts/harness/show-steps';
import { giveCamera } from './fixtures';

export interface PreparedShow {
  showId: string;
  slug: string;
  inviteUrl: string;
}

/** A show with a guest link, arranged without clicking: for tests that are about what comes after. */
export async function prepareShow(
  api: ProductApi,
  title: string,
  destinationIds: string[] = [],
  template: 'interview' | 'solo' = 'interview',
): Promise<PreparedShow> {
  const { showId, slug } = await api.mutate<{ showId: string; slug: string }>('shows.create', {
    title,
    template,
    scheduledAt: null,
  });
  if (destinationIds.length > 0) await api.mutate('shows.setDestinations', { showId, destinationIds });
  const { url } = await api.mutate<{ url: string }>('invites.create', {
    showId,
    label: 'Guests',
    role: 'guest',
    expiresAt: null,
    maxUses: null,
  });
  return { showId, slug, inviteUrl: url };
}

export async function addDestination(
  api: ProductApi,
  name: string,
  url: string,
  key: string,
): Promise<string> {
  const { destinationId } = await api.mutate<{ destinationId: string }>('destinations.create', {
    platform: 'custom',
    name,
    url,
    backupUrl: null,
    key,
  });
  return destinationId;
}

/** Each guest has one colour and one tone: pixels and spectra tell who is where. */
export const GUESTS = {
  ada: { name: 'Ada', color: '#c81e64', toneHz: 440 },
  ben: { name: 'Ben', color: '#1e78c8', toneHz: 880 },
} as const;

export async function joinAs(
  browser: Browser,
  inviteUrl: string,
  guest: { name: string; color: string; toneHz: number },
): Promise<{ page: Page; context: BrowserContext }> {
  const page = await askToJoin(browser, inviteUrl, guest.name, (context) => giveCamera(context, guest));
  return { page, context: page.context() };
}
