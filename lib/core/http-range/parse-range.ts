/** A single byte range (RFC 9110 §14.1.2). Several ranges or another unit are ignored, as the RFC allows: then all is sent. */
export type ByteRange =
  { status: 'whole' } | { status: 'partial'; start: number; end: number } | { status: 'unsatisfiable' };

/** @param size - of the whole, in bytes. `end` is inclusive. */
export function parseRange(header: string | undefined, size: number): ByteRange {
  const match = /^bytes=(\d{0,15})-(\d{0,15})$/.exec(header?.trim() ?? '');
  if (match === null) return { status: 'whole' };
  const [, first = '', last = ''] = match;
  if (first === '' && last === '') return { status: 'whole' };
  if (first === '') {
    const suffix = Number(last);
    if (suffix === 0 || size === 0) return { status: 'unsatisfiable' };
    return { status: 'partial', start: Math.max(0, size - suffix), end: size - 1 };
  }
  const start = Number(first);
  const end = last === '' ? size - 1 : Math.min(Number(last), size - 1);
  if (start >= size || end < start) return { status: 'unsatisfiable' };
  return { status: 'partial', start, end };
}
