/** A value that tells who listens when it is replaced: the shape that `useSyncExternalStore` wants. */
export interface Store<T> {
  get(): T;
  set(next: T): void;
  subscribe(listener: () => void): () => void;
}

/** The half of a store that components may hold. */
export type ReadableStore<T> = Pick<Store<T>, 'get' | 'subscribe'>;

/** @param initial - values are replaced, never changed in place. Setting the same value tells nobody. */
export function createStore<T>(initial: T): Store<T> {
  let value = initial;
  const listeners = new Set<() => void>();
  return {
    get: () => value,
    set: (next) => {
      if (Object.is(next, value)) return;
      value = next;
      for (const listener of [...listeners]) listener();
    },
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
