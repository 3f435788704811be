import type { Action } from '@/lib/core/access/can';
import { useMayNot } from './studio-context';

/** Over fields that are off for this person: why they are. */
export function RoleNote({ action }: { action: Action }) {
  const reason = useMayNot(action);
  return reason === null ? null : <p className="text-sm text-ink-3">{reason}</p>;
}
