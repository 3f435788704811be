/** What stands in the log in place of a secret. */
const REDACTED = '[redacted]';
/** Below this a value is too common a word to replace; real secrets are longer. */
const SECRET_CHARS_MIN = 6;
/** Stream keys of every destination of every show on air, with room; beyond it the oldest is forgotten. */
const SECRETS_MAX = 1_000;

/**
 * Knows the values that must never reach a log and takes them out of finished lines. Paths (`password`, `key`) are the
 * first guard; this is the second, for a secret inside a URL or somebody else's error message.
 */
export class SecretRedactor {
  readonly #values = new Set<string>();

  register(value: string): void {
    if (value.length < SECRET_CHARS_MIN) return;
    // A log line is JSON: a quote or backslash in a key appears escaped, and in a URL percent-encoded.
    for (const form of [value, JSON.stringify(value).slice(1, -1), encodeURIComponent(value)]) {
      this.#values.delete(form);
      this.#values.add(form);
    }
    for (const oldest of this.#values) {
      if (this.#values.size <= SECRETS_MAX) break;
      this.#values.delete(oldest);
    }
  }

  redact(line: string): string {
    let clean = line;
    for (const value of this.#values) if (clean.includes(value)) clean = clean.replaceAll(value, REDACTED);
    return clean;
  }
}
