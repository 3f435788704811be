import type { AuditDetail, AuditValue } from './ports';

/** Names that never carry something fit to keep, whatever the caller believed. Hints and ids are fine. */
const SECRET_NAME = /(key|token|password|secret|code|cookie|authorization)$/i;
const VALUE_CHARS_MAX = 500;
const LIST_ITEMS_MAX = 50;

/** The last gate before a row is written for ever: drops values with secret names and bounds the rest. */
export function redactDetail(detail: AuditDetail): AuditDetail {
  return Object.fromEntries(
    Object.entries(detail).map(([name, value]) => [
      name,
      SECRET_NAME.test(name) ? '[redacted]' : bounded(value),
    ]),
  );
}

function bounded(value: AuditValue): AuditValue {
  if (Array.isArray(value))
    return value.slice(0, LIST_ITEMS_MAX).map((item) => item.slice(0, VALUE_CHARS_MAX));
  return typeof value === 'string' ? value.slice(0, VALUE_CHARS_MAX) : value;
}
