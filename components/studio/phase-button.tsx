'use client';

import { Button } from '@/components/ui/button';
import type { StudioAction } from './model/actions/studio-action';
import { useMay, useShow } from './studio-context';

/**
 * The one button that carries the show on: live, back from a countdown, to its end, back to rehearsal. One element
 * through all of it, so that the keyboard stays where it is while the show goes through its phases.
 */
export function PhaseButton({ actions }: { actions: readonly StudioAction[] }) {
  const { phase } = useShow();
  const mayEnd = useMay('show.endShow');
  const named = (id: string) => actions.find((one) => one.id === id && one.isAvailable);
  const goLive = named('show.go-live');
  const endShow = named('show.end');
  const onAir = goLive ?? endShow;
  const action = onAir ?? named('show.cancel-countdown') ?? named('show.reopen');
  const isEnding = phase.status === 'ending' && mayEnd;
  if (!action && !isEnding) return null;
  return (
    <Button
      variant={onAir ? 'air' : 'default'}
      reason={action ? null : 'The show is ending. This takes a few seconds.'}
      onClick={() => action?.run()}
      className="max-sm:flex-1"
    >
      {action ? (LABELS[action.id] ?? action.label) : 'Ending the show'}
    </Button>
  );
}

/** Where the table's own name would not fit. */
const LABELS: Readonly<Record<string, string>> = { 'show.cancel-countdown': 'Cancel countdown' };
