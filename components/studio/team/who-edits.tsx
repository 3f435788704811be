'use client';

import { useDesk, useShow, useShowView } from '../studio-context';
import { holdText } from './hold-text';

/** Beside the people in the top bar: what somebody else is busy with. */
export function WhoEdits() {
  const { presence } = useShowView();
  const state = useShow();
  const { userId } = useDesk().actor;
  const busy = presence.find((person) => person.userId !== userId && person.holds.length > 0);
  const subject = busy?.holds[0];
  if (!busy || subject === undefined) return null;
  return (
    <span role="status" className="max-w-44 truncate text-sm text-ink-3 max-xl:hidden">
      {busy.name} is on <b className="font-semibold text-ink-2">{holdText(subject, state)}</b>
    </span>
  );
}
