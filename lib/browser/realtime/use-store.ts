import { useSyncExternalStore } from 'react';
import type { ReadableStore } from './create-store';

/** Reads a store in a component; renders again when its value is replaced. */
export function useStore<T>(store: ReadableStore<T>): T {
  return useSyncExternalStore(store.subscribe, store.get, store.get);
}
