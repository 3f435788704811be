import type { Page } from '@playwright/test';

/** Opens the studio's figures of the last minutes. */
export async function showFigures(studio: Page): Promise<void> {
  await studio.getByRole('tab', { name: /^Out/ }).click();
  await studio.getByText('Figures of the last minutes').click();
}

/** @returns the newest value of a figure as the studio shows it; null for a dash. */
export async function readFigure(studio: Page, name: string): Promise<number | null> {
  const text = await studio.locator(`[data-figure="${name}"]`).getAttribute('data-value');
  const value = Number(text);
  return text === null || Number.isNaN(value) ? null : value;
}
