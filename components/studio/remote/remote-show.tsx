'use client';

import type { AwakeStatus } from '@/lib/browser/devices/keep-awake';
import type { StudioAction } from '../model/actions/studio-action';
import { mayNot } from '../model/actions/studio-action';
import { PhaseButton } from '../phase-button';
import { useDesk, useShow } from '../studio-context';
import { RemoteSection } from './remote-section';

const AWAKE_WORDS: Readonly<Record<AwakeStatus, string>> = {
  on: 'The screen stays on while this page is open.',
  off: 'This device may let the screen sleep. A touch asks it again to keep it on.',
  unsupported: 'This browser lets the screen sleep. Choose a longer time in the settings of the device.',
};

/** What carries the show on, and ends it. A studio draws the program; the command may come from here. */
export function RemoteShow({ actions, awake }: { actions: readonly StudioAction[]; awake: AwakeStatus }) {
  const { phase } = useShow();
  const { role } = useDesk().actor;
  const goLive = actions.find(({ id }) => id === 'show.go-live');
  const reason =
    mayNot(role, 'show.goLive') ?? (phase.status === 'rehearsal' ? goLive?.reason : null) ?? null;
  return (
    <RemoteSection id="show" title="Show" reason={reason}>
      <PhaseButton actions={actions} className="h-14 w-full text-lg max-sm:flex-none touch:h-14" />
      <p className="text-sm text-ink-3">{AWAKE_WORDS[awake]}</p>
    </RemoteSection>
  );
}
