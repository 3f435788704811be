import { createStore, type ReadableStore } from '../realtime/create-store';

/** `unsupported`: this browser cannot, or the page was not loaded securely. `off`: it was not allowed to (low battery). */
export type AwakeStatus = 'on' | 'off' | 'unsupported';

/** Keeps the screen on while the page is seen. Screen Wake Lock API (W3C). */
export interface KeepAwake extends ReadableStore<AwakeStatus> {
  close(): void;
}

/** What is used of the browser; a test passes an object. */
export interface AwakeParts {
  wakeLock: { request(type: 'screen'): Promise<AwakeSentinel> } | undefined;
  page: Pick<Document, 'visibilityState' | 'addEventListener' | 'removeEventListener'>;
}

interface AwakeSentinel {
  addEventListener(type: 'release', listener: () => void): void;
  release(): Promise<void>;
}

export function createKeepAwake({ wakeLock, page }: AwakeParts): KeepAwake {
  const store = createStore<AwakeStatus>(wakeLock ? 'off' : 'unsupported');
  let sentinel: AwakeSentinel | null = null;
  let isAsking = false;
  let isClosed = false;

  const ask = async (): Promise<void> => {
    if (!wakeLock || sentinel || isAsking || isClosed || page.visibilityState !== 'visible') return;
    isAsking = true;
    try {
      const granted = await wakeLock.request('screen');
      if (isClosed) return void granted.release();
      sentinel = granted;
      // The browser lets go by itself when the page is hidden.
      granted.addEventListener('release', () => {
        if (sentinel === granted) sentinel = null;
        store.set('off');
      });
      store.set('on');
    } catch {
      // A low battery, or a browser that wants a touch first: the next one asks again, and the page says so.
      store.set('off');
    } finally {
      isAsking = false;
    }
  };
  const onChange = () => void ask();

  page.addEventListener('visibilitychange', onChange);
  page.addEventListener('pointerdown', onChange);
  void ask();

  return {
    get: store.get,
    subscribe: store.subscribe,
    close: () => {
      isClosed = true;
      page.removeEventListener('visibilitychange', onChange);
      page.removeEventListener('pointerdown', onChange);
      void sentinel?.release();
      sentinel = null;
    },
  };
}
