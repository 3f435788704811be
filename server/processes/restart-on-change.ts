import { watch, type FSWatcher } from 'node:fs';
import path from 'node:path';
import type { Supervision } from './supervision';

/** Which folders make which process start again in `npm run dev`. Pages are Next's to reload. */
const WATCHED: Record<string, readonly string[]> = {
  'gateway/sfu': ['sfu'],
  'gateway/program': ['gateway'],
  'gateway/control': ['gateway'],
  'gateway/rtmp-sink': ['gateway'],
  'gateway/core': ['gateway', 'sfu'],
  'gateway/net': ['gateway', 'sfu'],
  server: ['web'],
};
/** Editors write a file in several steps. */
const SETTLE_MS = 150;

/** @returns how to end watching. */
export function restartOnChange(root: string, supervision: Supervision): () => Promise<void> {
  const timers = new Map<string, NodeJS.Timeout>();
  const watchers: FSWatcher[] = [];
  for (const [folder, names] of Object.entries(WATCHED)) {
    const onChange = (_event: string, file: string | null) => {
      if (file === null || !/\.ts$/.test(file) || /\.test\.ts$/.test(file)) return;
      for (const name of names) {
        clearTimeout(timers.get(name));
        timers.set(
          name,
          setTimeout(() => supervision.find(name)?.restart(), SETTLE_MS),
        );
      }
    };
    watchers.push(watch(path.join(root, folder), { recursive: true }, onChange));
  }
  return async () => {
    for (const watcher of watchers) watcher.close();
    for (const timer of timers.values()) clearTimeout(timer);
    await Promise.resolve();
  };
}
