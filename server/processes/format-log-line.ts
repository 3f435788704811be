const LEVELS: Record<number, string> = {
  10: 'trace',
  20: 'debug',
  30: 'info',
  40: 'warn',
  50: 'error',
  60: 'fatal',
};
const HIDDEN = new Set(['level', 'time', 'pid', 'hostname', 'name', 'msg', 'err']);

/** A JSON log line as a person reads it in a terminal: `web warn message showId=…`. Other lines pass as they are. */
export function formatLogLine(name: string, line: string): string {
  let record: Record<string, unknown>;
  try {
    const parsed: unknown = JSON.parse(line);
    if (typeof parsed !== 'object' || parsed === null || !('msg' in parsed)) return `${name}  ${line}`;
    record = parsed as Record<string, unknown>;
  } catch {
    // Not ours: PostgreSQL and Next write plain text.
    return `${name}  ${line}`;
  }
  const level = LEVELS[Number(record.level)] ?? '';
  const fields = Object.entries(record)
    .filter(([key]) => !HIDDEN.has(key))
    .map(([key, value]) => `${key}=${typeof value === 'string' ? value : JSON.stringify(value)}`);
  const error = (record.err as { message?: string } | undefined)?.message;
  return [name, level, record.msg, error, ...fields].filter(Boolean).join('  ');
}
