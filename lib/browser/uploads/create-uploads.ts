import type { AssetKind } from '@/lib/core/contract/asset';
import { judgeUpload } from '@/lib/core/asset/judge-upload';
import { createStore, type ReadableStore } from '../realtime/create-store';

/** What became of a file that somebody chose. `sentBytes` is what the server has confirmed or is being sent. */
export type UploadState =
  | { status: 'waiting' }
  | { status: 'sending' }
  | { status: 'paused' }
  /** The server does not answer; tried again by itself. */
  | { status: 'offline' }
  /** All bytes are there; the server looks at them. */
  | { status: 'checking' }
  | { status: 'done'; assetId: string | null }
  | { status: 'failed'; text: string }
  /** Of an earlier visit: the browser gives its bytes only to whoever chooses the file again. */
  | { status: 'interrupted' };

export type UploadView = UploadState & {
  uploadId: string;
  fileName: string;
  kind: AssetKind | null;
  bytes: number;
  sentBytes: number;
};

/** One file on its way (tus in the product). Callbacks come after `start`; none comes after `stop`. */
export interface Sender {
  start(): void;
  /** Keeps what was sent, for a later start. */
  stop(): void;
  /** Throws away what was sent. Never rejects. */
  discard(): Promise<void>;
}

export interface SenderEvents {
  onProgress(sentBytes: number): void;
  onDone(assetId: string | null): void;
  /** `text` null: the server did not answer. */
  onFailed(text: string | null): void;
}

/** An upload of an earlier visit that was not finished. */
export interface LeftUpload {
  fileName: string;
  bytes: number;
  forget(): Promise<void>;
}

export interface UploadPorts {
  createSender(file: File, events: SenderEvents): Sender;
  /** Empty: none, or this browser keeps nothing. */
  findLeft(): Promise<LeftUpload[]>;
  newId(): string;
  /** A file is in the library now. */
  onAdded(added: { assetId: string; file: File; kind: AssetKind }): void;
}

export interface Uploads extends ReadableStore<readonly UploadView[]> {
  /** Begins those that may be sent; the others are listed with the reason. */
  add(files: readonly File[]): void;
  pause(uploadId: string): void;
  /** Goes on after a pause, after a failure, and at once when offline. */
  resume(uploadId: string): void;
  /** Stops, and throws away what was sent. */
  cancel(uploadId: string): void;
  /** Takes what has ended off the list. */
  dismiss(uploadId: string): void;
  /** Lists what an earlier visit left, and goes on when the network is back. @returns a function that stops all. */
  open(): () => void;
}

/** More would only make each slower, and the program is published over the same line. */
const SENDING_MAX = 2;
/** Files listed at once: a folder dropped by mistake must not fill the page. */
export const LISTED_MAX = 100;
const OFFLINE_RETRY_MS = 5_000;
/** Long enough to be read; the file itself stands in the library below. */
const DONE_SHOWN_MS = 8_000;

interface Entry {
  view: UploadView;
  file: File | null;
  sender: Sender | null;
  forget: (() => Promise<void>) | null;
  /** What it does by itself next: tries again, or leaves the list. */
  next: ReturnType<typeof setTimeout> | null;
}

/** The uploads of this page: two at a time, each resumable, none lost by a screen that is left. */
export function createUploads(ports: UploadPorts): Uploads {
  const store = createStore<readonly UploadView[]>([]);
  const entries = new Map<string, Entry>();
  const tell = (): void => store.set([...entries.values()].map(({ view }) => view));
  const show = (entry: Entry, state: UploadState & { sentBytes?: number }): void => {
    const { uploadId, fileName, kind, bytes, sentBytes } = entry.view;
    entry.view = { uploadId, fileName, kind, bytes, sentBytes, ...state };
    tell();
  };

  function put(file: Pick<File, 'name' | 'size'>, state: UploadState, rest: Partial<Entry>): Entry {
    const judged = judgeUpload({ fileName: file.name, bytes: file.size });
    const entry: Entry = {
      view: {
        uploadId: ports.newId(),
        fileName: file.name,
        kind: judged.ok ? judged.value : null,
        bytes: file.size,
        sentBytes: 0,
        ...state,
      },
      ...{ file: null, sender: null, forget: null, next: null },
      ...rest,
    };
    entries.set(entry.view.uploadId, entry);
    return entry;
  }

  function pump(): void {
    let sending = [...entries.values()].filter(({ view }) => view.status === 'sending').length;
    for (const entry of entries.values()) {
      if (sending >= SENDING_MAX) return;
      if (entry.view.status !== 'waiting') continue;
      sending++;
      send(entry);
    }
  }

  function send(entry: Entry): void {
    if (!entry.file) return;
    show(entry, { status: 'sending' });
    entry.sender ??= ports.createSender(entry.file, eventsOf(entry, entry.file));
    entry.sender.start();
  }

  function eventsOf(entry: Entry, file: File): SenderEvents {
    const isListed = (): boolean => entries.get(entry.view.uploadId) === entry;
    return {
      onProgress: (sentBytes) => {
        if (!isListed() || entry.view.status === 'paused') return;
        show(entry, { status: sentBytes >= entry.view.bytes ? 'checking' : 'sending', sentBytes });
        pump();
      },
      onDone: (assetId) => {
        if (!isListed()) return;
        show(entry, { status: 'done', assetId, sentBytes: entry.view.bytes });
        entry.next = setTimeout(() => remove(entry), DONE_SHOWN_MS);
        if (assetId !== null && entry.view.kind !== null)
          ports.onAdded({ assetId, file, kind: entry.view.kind });
        pump();
      },
      onFailed: (text) => {
        if (!isListed()) return;
        if (text === null) wait(entry);
        else show(entry, { status: 'failed', text });
        pump();
      },
    };
  }

  function wait(entry: Entry): void {
    show(entry, { status: 'offline' });
    entry.next = setTimeout(() => goOn(entry), OFFLINE_RETRY_MS);
  }

  function goOn(entry: Entry): void {
    if (entry.next) clearTimeout(entry.next);
    entry.next = null;
    show(entry, { status: 'waiting' });
    pump();
  }

  const of = (uploadId: string, act: (entry: Entry) => void): void => {
    const entry = entries.get(uploadId);
    if (entry) act(entry);
  };

  function remove(entry: Entry): void {
    if (entry.next) clearTimeout(entry.next);
    entries.delete(entry.view.uploadId);
    tell();
    pump();
  }

  const onOnline = (): void => {
    for (const entry of entries.values()) if (entry.view.status === 'offline') goOn(entry);
  };

  return {
    get: store.get,
    subscribe: store.subscribe,
    add: (files) => {
      for (const file of files.slice(0, Math.max(0, LISTED_MAX - entries.size))) {
        for (const other of entries.values())
          if (other.view.status === 'interrupted' && isSameFile(other.view, file))
            entries.delete(other.view.uploadId);
        const judged = judgeUpload({ fileName: file.name, bytes: file.size });
        put(file, judged.ok ? { status: 'waiting' } : { status: 'failed', text: judged.error.message }, {
          file: judged.ok ? file : null,
        });
      }
      tell();
      pump();
    },
    pause: (uploadId) =>
      of(uploadId, (entry) => {
        if (entry.next) clearTimeout(entry.next);
        entry.sender?.stop();
        show(entry, { status: 'paused' });
        pump();
      }),
    resume: (uploadId) => of(uploadId, (entry) => entry.file && goOn(entry)),
    cancel: (uploadId) =>
      of(uploadId, (entry) => {
        void (entry.sender?.discard() ?? entry.forget?.());
        remove(entry);
      }),
    dismiss: (uploadId) => of(uploadId, remove),
    open: () => {
      let isOpen = true;
      window.addEventListener('online', onOnline);
      void ports.findLeft().then((left) => {
        if (!isOpen) return;
        for (const { fileName, bytes, forget } of left.slice(0, LISTED_MAX))
          put({ name: fileName, size: bytes }, { status: 'interrupted' }, { forget });
        tell();
      });
      return () => {
        isOpen = false;
        window.removeEventListener('online', onOnline);
        for (const entry of entries.values()) {
          if (entry.next) clearTimeout(entry.next);
          entry.sender?.stop();
        }
        entries.clear();
        tell();
      };
    },
  };
}

/** As far as a name and a size can tell. */
const isSameFile = (view: Pick<UploadView, 'fileName' | 'bytes'>, file: File): boolean =>
  view.fileName === file.name && view.bytes === file.size;
