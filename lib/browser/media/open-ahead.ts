/** A file that is open: whoever takes it closes it. */
interface Closable {
  close: () => void;
}

/** Files that are opened before anybody plays them. One that cannot be opened is tried again when it is played. */
export class OpenAhead<Source extends Closable> {
  readonly #sources = new Map<string, Promise<Source | null>>();

  /** Complete: opens what is new, lets go of what is not wanted any more. */
  put(openers: ReadonlyMap<string, () => Promise<Source>>): void {
    for (const key of [...this.#sources.keys()]) if (!openers.has(key)) this.#drop(key);
    for (const [key, open] of openers)
      if (!this.#sources.has(key))
        this.#sources.set(
          key,
          open().catch(() => null),
        );
  }

  /** @returns the file, now the caller's: the one that is open, or opened by `open`. */
  async take(key: string, open: () => Promise<Source>): Promise<Source> {
    const source = this.#sources.get(key);
    this.#sources.delete(key);
    return (await source) ?? open();
  }

  close(): void {
    for (const key of [...this.#sources.keys()]) this.#drop(key);
  }

  #drop(key: string): void {
    void this.#sources.get(key)?.then((source) => source?.close());
    this.#sources.delete(key);
  }
}
