import type { Page } from '@playwright/test';
import { expect } from './fixtures';

/** Stops from one end of the studio to the other, with room for people and graphics. */
const TABS_MAX = 120;

interface Stop {
  /** As it is called, roughly: its label, or what it says. */
  name: string;
  isBody: boolean;
  /** It can be seen, and that it has the focus too. */
  isSeen: boolean;
}

/** Presses Tab until what has the focus is called so. Every stop on the way must be seen and show that it has the focus. */
export async function tabTo(page: Page, name: string | RegExp): Promise<void> {
  const stops: string[] = [];
  for (let tab = 0; tab < TABS_MAX; tab++) {
    await page.keyboard.press('Tab');
    const stop = await page.evaluate(readStop);
    stops.push(stop.name);
    if (stop.isBody) continue;
    expect(stop.isSeen, `“${stop.name}” shows that it has the focus (after ${stops.at(-2)})`).toBe(true);
    if (typeof name === 'string' ? stop.name === name : name.test(stop.name)) return;
  }
  throw new Error(`Tab never came to ${String(name)}, but to: ${stops.join(' | ')}`);
}

/** What has the focus, by name; `null` when it is lost. */
export async function focused(page: Page): Promise<string | null> {
  const { name, isBody } = await page.evaluate(readStop);
  return isBody ? null : name;
}

/** In a page. */
function readStop(): Stop {
  const element = document.activeElement as HTMLElement | null;
  if (!element || element === document.body) return { name: '', isBody: true, isSeen: false };
  const label =
    element.getAttribute('aria-label') ??
    (element as Partial<HTMLInputElement>).labels?.[0]?.textContent ??
    element.textContent;
  const box = element.getBoundingClientRect();
  const isInView =
    box.bottom > 0 && box.right > 0 && box.top < window.innerHeight && box.left < window.innerWidth;
  // A choice that is drawn by its label shows the focus there.
  const shown = [element, element.closest('label'), element.closest('li')].filter((one) => one !== null);
  const hasRing = shown.some((one) => {
    const { outlineStyle, outlineWidth } = getComputedStyle(one);
    return outlineStyle !== 'none' && parseFloat(outlineWidth) >= 1;
  });
  const isOpaque = Number(getComputedStyle(element).opacity) > 0 || element.matches('input');
  return {
    name: label.replaceAll(/\s+/g, ' ').trim(),
    isBody: false,
    isSeen: isInView && hasRing && isOpaque,
  };
}

/** Every text that live regions come to say, from now on and in order. Call before the page is opened. */
export async function listen(page: Page): Promise<() => Promise<string[]>> {
  await page.addInitScript(() => {
    const heard: string[] = [];
    const last = new WeakMap<Element, string>();
    Object.assign(window, { heard });
    const note = (node: Node) => {
      const element = node instanceof Element ? node : node.parentElement;
      const region = element?.closest('[role="status"], [role="alert"], [aria-live="polite"]');
      const text = region?.textContent.replaceAll(/\s+/g, ' ').trim() ?? '';
      if (!region || last.get(region) === text) return;
      last.set(region, text);
      if (text !== '') heard.push(text);
    };
    new MutationObserver((changes) => {
      for (const { target, addedNodes } of changes) {
        note(target);
        for (const node of addedNodes)
          if (node instanceof Element)
            for (const region of node.querySelectorAll('[role="status"], [role="alert"]')) note(region);
      }
    }).observe(document, { subtree: true, childList: true, characterData: true });
  });
  return () => page.evaluate(() => (window as unknown as { heard: string[] }).heard);
}
