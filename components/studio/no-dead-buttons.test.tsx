import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { render } from '@testing-library/react';
import { expect, it } from 'vitest';
import { TooltipProvider } from '@/components/ui/tooltip';
import type { ShowState } from '@/lib/core/contract/show-state';
import { after, guest, liveShow, newShow } from '@/lib/core/show/testing/show-fixtures';
import { AudioPanel } from './audio-panel';
import { GraphicsPanel } from './graphics/graphics-panel';
import { LayoutStrip } from './layout-strip';
import { CueList } from './media/cue-list';
import { PeopleTray } from './people-tray';
import { RecordingCard } from './recording-card';
import { ScenePanel } from './scene-panel';
import { ScenesRail } from './scenes-rail';
import type { StudioActor } from './studio-api';
import { StudioProvider } from './studio-context';
import { TopBar } from './top-bar';
import { fakeStudio } from './testing/fake-studio';
import { useActionPorts } from './use-action-ports';
import { useStudioActions } from './use-studio-actions';

function Studio() {
  const { ports } = useActionPorts();
  const actions = useStudioActions(ports);
  return (
    <>
      <TopBar
        actions={actions}
        onOpenHelp={ports.openHelp}
        onOpenPalette={ports.openPalette}
        onOpenRemote={ports.openRemote}
      />
      <ScenesRail actions={actions} onExport={ports.exportScenes} />
      <LayoutStrip actions={actions} />
      <PeopleTray />
      <GraphicsPanel actions={actions} />
      <CueList actions={actions} pictured={new Set()} />
      <AudioPanel />
      <ScenePanel />
      <RecordingCard />
    </>
  );
}

const CONTROLS = 'button, input, select, textarea, [role="slider"]';

/** Said by the control itself, by what stands around it, or by a note over the fields that it is one of. */
function isExplained(control: Element): boolean {
  const isSaid = [control, control.parentElement, control.closest('[data-disabled]')].some(
    (element) =>
      element?.getAttribute('aria-description') || element?.getAttribute('title') || element?.ariaDescription,
  );
  return isSaid || fieldsetsOf(control).some((fields) => fields.querySelector(':scope > p') !== null);
}

function fieldsetsOf(control: Element): Element[] {
  const inner = control.parentElement?.closest('fieldset') ?? null;
  return inner === null ? [] : [inner, ...fieldsetsOf(inner)];
}

function unexplained(state: ShowState, role: StudioActor['role']): string[] {
  const { runtime } = fakeStudio(state, role);
  const { container } = render(
    <QueryClientProvider client={new QueryClient()}>
      <TooltipProvider>
        <StudioProvider runtime={runtime}>
          <Studio />
        </StudioProvider>
      </TooltipProvider>
    </QueryClientProvider>,
  );
  const off = [...container.querySelectorAll(CONTROLS)].filter(
    (control) =>
      control.matches(':disabled, [aria-disabled="true"]') || control.closest('[data-disabled]') !== null,
  );
  expect(off.length).toBeGreaterThan(0);
  return off.filter((control) => !isExplained(control)).map((control) => control.outerHTML.slice(0, 160));
}

const peopled = (state: ShowState) =>
  after(
    state,
    guest('s9'),
    { type: 'seat.admit', seatId: 's9' },
    {
      type: 'graphic.add',
      graphicId: 'g1',
      name: 'Hello',
      spec: { kind: 'banner', text: 'Hello', edge: 'top' },
    },
    { type: 'graphic.add', graphicId: 'g2', name: 'Bye', spec: { kind: 'banner', text: 'Bye', edge: 'top' } },
  );

it.each([
  ['a producer in rehearsal', () => peopled(newShow()), 'producer'],
  ['a host in rehearsal, who may change little', () => peopled(newShow()), 'host'],
  ['a host on air', () => peopled(liveShow()), 'host'],
] as const)('says why each control is off: %s', (_who, state, role) => {
  expect(unexplained(state(), role)).toEqual([]);
});
