'use client';

import { Button } from '@/components/ui/button';
import { classNames } from '@/components/ui/class-names';
import type { StudioAction } from './model/actions/studio-action';
import { pressAction } from './press-action';
import { useMay, useShow } from './studio-context';

/**
 * The one button that carries the show on: live, back from a countdown, to its end, back to rehearsal. One element
 * through all of it, so that the keyboard stays where it is while the show goes through its phases.
 */
export function PhaseButton({
  actions,
  className,
}: {
  actions: readonly StudioAction[];
  className?: string;
}) {
  const { phase } = useShow();
  const mayEnd = useMay('show.endShow');
  const mayGoLive = useMay('show.goLive');
  const named = (id: string) => actions.find((one) => one.id === id && one.isAvailable);
  // There throughout the rehearsal: it says what is missing.
  const goLive =
    phase.status === 'rehearsal' && mayGoLive ? actions.find(({ id }) => id === 'show.go-live') : undefined;
  const endShow = named('show.end');
  const onAir = goLive ?? endShow;
  const action = onAir ?? named('show.cancel-countdown') ?? named('show.reopen');
  const isEnding = phase.status === 'ending' && mayEnd;
  if (!action && !isEnding) return null;
  return (
    <Button
      variant={onAir ? 'air' : 'default'}
      aria-disabled={!action?.isAvailable}
      title={action ? (action.reason ?? undefined) : 'The show is ending. This takes a few seconds.'}
      onClick={() => action && pressAction(action)}
      className={classNames('max-sm:flex-1', className)}
    >
      {action ? (LABELS[action.id] ?? action.label) : 'Ending the show'}
    </Button>
  );
}

/** Where the table's own name would not fit. */
const LABELS: Readonly<Record<string, string>> = { 'show.cancel-countdown': 'Cancel countdown' };
