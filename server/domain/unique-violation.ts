/** Thrown by a repository when a unique constraint refuses a row. The transaction is lost: catch it outside of it. */
export class UniqueViolation extends Error {
  override readonly name = 'UniqueViolation';
  /** Name of the index, such as `User_email_key`. */
  readonly index: string;

  constructor(index: string) {
    super(`unique constraint ${index} refused the row`);
    this.index = index;
  }
}

/** By shape: the thrower may live in another module graph of the same process (see app-error.ts). */
export function isUniqueViolation(value: unknown): value is UniqueViolation {
  return value instanceof Error && value.name === 'UniqueViolation' && 'index' in value;
}
