import type { Page } from '@playwright/test';

export type Picture = { rgb: [number, number, number]; width: number; height: number; time: number } | null;

/** Calls a function that the test page defines. */
export function call<T>(page: Page, name: string, ...args: unknown[]): Promise<T> {
  return page.evaluate(
    ([functionName, values]) =>
      (window as unknown as Record<string, (...values: unknown[]) => unknown>)[functionName]!(
        ...values,
      ) as Promise<unknown>,
    [name, args] as const,
  ) as Promise<T>;
}

export const picture = (page: Page, id: string): Promise<Picture> => call<Picture>(page, 'pixelOf', id);
export const isRed = (seen: Picture): boolean => seen !== null && seen.rgb[0] > 180 && seen.rgb[2] < 80;
export const isBlue = (seen: Picture): boolean => seen !== null && seen.rgb[2] > 180 && seen.rgb[0] < 80;
export const logOf = (page: Page): Promise<string[]> =>
  page.evaluate(() => (window as unknown as { roomLog: string[] }).roomLog);
