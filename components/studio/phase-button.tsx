'use client';

import { Button } from '@/components/ui/button';
import { classNames } from '@/components/ui/class-names';
import type { Action } from '@/lib/core/access/can';
import type { ShowPhase } from '@/lib/core/contract/show-state';
import type { StudioAction } from './model/actions/studio-action';
import { pressAction } from './press-action';
import { useMay, useShow } from './studio-context';

interface Step {
  actionId: string;
  permission: Action;
  /** Where the table's own name would not fit. */
  label?: string;
  /** Viewers notice it. */
  isOnAir?: boolean;
}

/** What carries the show on from each of its phases. */
const STEPS: Readonly<Record<ShowPhase['status'], Step>> = {
  rehearsal: { actionId: 'show.go-live', permission: 'show.goLive', isOnAir: true },
  countdown: {
    actionId: 'show.cancel-countdown',
    permission: 'show.cancelCountdown',
    label: 'Cancel countdown',
  },
  live: { actionId: 'show.end', permission: 'show.endShow', isOnAir: true },
  ending: { actionId: 'show.end', permission: 'show.endShow', label: 'Ending the show' },
  ended: { actionId: 'show.reopen', permission: 'show.reopen' },
};

export interface PhaseButtonProps {
  actions: readonly StudioAction[];
  className?: string;
}

/**
 * The one button that carries the show on: live, back from a countdown, to its end, back to rehearsal. One element
 * through all of it, so that the keyboard stays where it is while the show goes through its phases.
 */
export function PhaseButton({ actions, className }: PhaseButtonProps) {
  const { actionId, permission, label, isOnAir } = STEPS[useShow().phase.status];
  const may = useMay(permission);
  const action = actions.find(({ id }) => id === actionId);
  if (!may || !action) return null;
  return (
    <Button
      variant={isOnAir ? 'air' : 'default'}
      aria-disabled={!action.isAvailable}
      title={action.reason ?? undefined}
      onClick={() => pressAction(action)}
      className={classNames('max-sm:flex-1', className)}
    >
      {label ?? action.label}
    </Button>
  );
}
