/** Runs `work` in one database transaction; everything in it happens or nothing does. */
export type Atomically<Store> = <T>(work: (store: Store) => Promise<T>) => Promise<T>;

/** Time and chance, so that use cases stay repeatable in tests. */
export interface DomainTools {
  nowMs: () => number;
  /** A fresh id: at most 64 characters of `A-Za-z0-9_-`. */
  newId: () => string;
}
