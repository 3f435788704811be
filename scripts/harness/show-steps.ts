import type { Browser, BrowserContext, Page } from '@playwright/test';
import { NAME_HELPER } from './browsers';

/** On a machine that does ten other things at a time. */
const STEP_TIMEOUT_MS = 120_000;

/** What people do in a show, in their words; shared by the demonstration and the end to end tests. */
export async function enterStudio(page: Page, url: string, showId: string): Promise<void> {
  await page.goto(`${url}/shows/${showId}/studio`);
  await page.getByRole('button', { name: 'Enter studio' }).click({ timeout: STEP_TIMEOUT_MS });
  await page.getByTestId('program-video').waitFor({ timeout: STEP_TIMEOUT_MS });
}

/** @param prepare - runs on the guest's context before the first page, e.g. to add an init script. */
export async function askToJoin(
  browser: Browser,
  inviteUrl: string,
  name: string,
  prepare: (context: BrowserContext) => Promise<unknown> = async () => undefined,
): Promise<Page> {
  const context = await browser.newContext({ viewport: { width: 390, height: 844 } });
  await context.addInitScript(NAME_HELPER);
  await prepare(context);
  const page = await context.newPage();
  await page.goto(inviteUrl);
  await page.getByLabel(/your name/i).fill(name);
  const permission = page.getByRole('button', { name: /camera and microphone/i });
  const ask = page.getByRole('button', { name: 'Ask to join' });
  await permission.or(ask).first().waitFor({ timeout: STEP_TIMEOUT_MS });
  if (await permission.isVisible()) await permission.click();
  await ask.click({ timeout: STEP_TIMEOUT_MS });
  return page;
}

export async function admit(producer: Page, name: string): Promise<void> {
  await producer.getByRole('button', { name: `Admit: ${name}` }).click({ timeout: STEP_TIMEOUT_MS });
  await producer.getByRole('button', { name: `To stage: ${name}` }).waitFor({ timeout: STEP_TIMEOUT_MS });
}

export async function admitToStage(producer: Page, name: string): Promise<void> {
  await admit(producer, name);
  await producer.getByRole('button', { name: `To stage: ${name}` }).click({ timeout: STEP_TIMEOUT_MS });
  await producer.getByRole('button', { name: `Off stage: ${name}` }).waitFor({ timeout: STEP_TIMEOUT_MS });
}

export async function takeOffStage(producer: Page, name: string): Promise<void> {
  await producer.getByRole('button', { name: `Off stage: ${name}` }).click({ timeout: STEP_TIMEOUT_MS });
  await producer.getByRole('button', { name: `To stage: ${name}` }).waitFor({ timeout: STEP_TIMEOUT_MS });
}

export async function goLive(producer: Page): Promise<void> {
  await producer.getByRole('banner').getByRole('button', { name: 'Go live' }).click();
  await producer.getByRole('alertdialog').getByRole('button', { name: 'Go live' }).click();
  await producer.locator('[data-phase="live"]').first().waitFor({ timeout: STEP_TIMEOUT_MS });
}

export async function endShow(producer: Page): Promise<void> {
  await producer.getByRole('banner').getByRole('button', { name: 'End show' }).click();
  await producer
    .getByRole('alertdialog')
    .getByRole('button', { name: /End show/ })
    .click();
  await producer.locator('[data-phase="ended"]').first().waitFor({ timeout: STEP_TIMEOUT_MS });
}

/** By its card: a layout may have the same name. */
export async function chooseScene(producer: Page, name: string): Promise<void> {
  const scenes = producer.getByRole('complementary', { name: 'Scenes' });
  await scenes.getByRole('button', { name, exact: true }).click();
}
