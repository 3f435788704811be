'use client';

import { EyeOff } from 'lucide-react';
import { isAtZero, isOn as isOnAt } from '@/lib/core/graphic/countdown-end';
import { GraphicKindIcon } from '../graphics/graphic-kind-icon';
import { useZeroClock } from '../graphics/use-zero-clock';
import { mayNot, type StudioAction } from '../model/actions/studio-action';
import { graphicSummary } from '../model/graphic-kinds';
import { useDesk, useShow } from '../studio-context';
import { RemoteRow } from './remote-row';
import { RemoteSection, SectionAction } from './remote-section';

/** What lies over the pictures, each with one press on and off. */
export function RemoteGraphics({ actions }: { actions: readonly StudioAction[] }) {
  const { graphics, phase } = useShow();
  const { role } = useDesk().actor;
  const nowMs = useZeroClock();
  const hideAll = actions.find(({ id }) => id === 'graphic.hide-all');
  const isOut = phase.status === 'live' || phase.status === 'ending';
  return (
    <RemoteSection
      id="graphics"
      title="Graphics"
      reason={mayNot(role, 'graphic.show')}
      aside={
        <SectionAction action={hideAll}>
          <EyeOff aria-hidden /> Hide all
        </SectionAction>
      }
    >
      {graphics.length === 0 && (
        <p className="text-ink-3">No graphics yet. Prepare them in the studio, and switch them here.</p>
      )}
      <ol className="flex flex-col gap-2">
        {graphics.map((graphic) => {
          const isOn = isOnAt(graphic, nowMs);
          return (
            <li key={graphic.graphicId}>
              <RemoteRow
                action={actions.find(({ id }) => id === `graphic.toggle:${graphic.graphicId}`)}
                icon={<GraphicKindIcon kind={graphic.spec.kind} />}
                name={graphic.name}
                detail={
                  <>
                    {isAtZero(graphic, nowMs) && <span className="font-[650] text-warn">At zero · </span>}
                    {graphicSummary(graphic, [])}
                  </>
                }
                isOn={isOn}
                isOnAir={isOn && isOut}
                verb={isOn ? 'Hide' : 'Show'}
              />
            </li>
          );
        })}
      </ol>
    </RemoteSection>
  );
}
