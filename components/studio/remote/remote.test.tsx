import { act, fireEvent, render, screen, within } from '@testing-library/react';
import { beforeEach, describe, expect, it } from 'vitest';
import { Toaster } from '@/components/ui/toast';
import { TooltipProvider } from '@/components/ui/tooltip';
import type { ShowView } from '@/lib/browser/realtime/connect-show';
import type { CommandReply } from '@/lib/core/contract/realtime';
import type { ShowCommand } from '@/lib/core/contract/show-commands';
import type { ShowState } from '@/lib/core/contract/show-state';
import { reduceShow } from '@/lib/core/show/reduce-show';
import { after, claim, facts, guest, newShow } from '@/lib/core/show/testing/show-fixtures';
import type { StudioActor } from '../studio-api';
import { DeskProvider, type DeskRuntime } from '../studio-context';
import { fakeStudio } from '../testing/fake-studio';
import { otherProducer } from '../testing/other-producer';
import { RemoteLayout } from './remote-layout';

beforeEach(() => {
  document.elementFromPoint ??= () => null;
});

/** A remote over the real rules of a show; it is given nothing but what a remote has. */
function open(state: ShowState, role: StudioActor['role'] = 'producer', view: Partial<ShowView> = {}) {
  const { runtime, show } = fakeStudio(state, role, view);
  const commands: ShowCommand[] = [];
  const connection = {
    ...runtime.connection,
    command: (command: ShowCommand): Promise<CommandReply> => {
      commands.push(command);
      const result = reduceShow(show.get().state ?? state, command, facts());
      if (!result.ok) return Promise.resolve({ ok: false, seq: 1, error: result.error });
      act(() => show.set({ ...show.get(), state: result.state }));
      return Promise.resolve({ ok: true, seq: 1 });
    },
  };
  const { showId, actor, chatReads } = runtime;
  const desk: DeskRuntime = { showId, actor, chatReads, connection };
  render(
    <TooltipProvider>
      <DeskProvider desk={desk}>
        <RemoteLayout title="Talk" />
      </DeskProvider>
      <Toaster />
    </TooltipProvider>,
  );
  return {
    commands,
    state: () => show.get().state ?? state,
    see: (part: Partial<ShowView>) => act(() => show.set({ ...show.get(), ...part })),
  };
}

/** `hidden`: asking of every element whether it is seen takes most of the time of such a page. */
const press = (name: string | RegExp) => fireEvent.click(screen.getByRole('button', { name, hidden: true }));
const live = (state: ShowState): ShowState => ({
  ...state,
  phase: { status: 'live', broadcastId: 'b1', sinceMs: 0 },
});
const withBanner = () =>
  after(newShow(), {
    type: 'graphic.add',
    graphicId: 'g',
    name: 'Questions',
    spec: { kind: 'banner', text: 'Questions?', edge: 'bottom' },
  });
const onStage = () =>
  after(
    newShow(),
    guest('Kim'),
    { type: 'seat.admit', seatId: 'Kim' },
    { type: 'seat.toStage', seatId: 'Kim' },
  );

describe('the remote', () => {
  it('puts a scene on air with one press in direct mode, and says so in words', () => {
    const { state } = open(live(newShow()));
    press('Solo');
    expect(state().programSceneId).toBe('b');
    expect(screen.getByRole('button', { name: 'Solo, on air' })).toBeVisible();
  });

  it('previews first in studio mode, then takes by a transition or a cut', () => {
    const { state } = open(after(newShow(), { type: 'show.setSwitchMode', mode: 'studio' }));
    press('Talk, on program');
    expect(state().switching.previewSceneId).toBe('a');
    press('Solo');
    press('Fade');
    press('Take Solo');
    expect(state().programSceneId).toBe('b');
    expect(state().programChange?.transition.kind).toBe('fade');
    press('Cut to Talk');
    expect(state().programSceneId).toBe('a');
  });

  it('switches a graphic on and off, and all off', () => {
    const { state } = open(withBanner());
    const banner = () => screen.getByRole('button', { name: /^Questions/ });
    expect(banner()).toHaveAttribute('aria-pressed', 'false');
    press(/^Questions/);
    expect(banner()).toHaveAttribute('aria-pressed', 'true');
    press('Hide all');
    expect(banner()).toHaveAttribute('aria-pressed', 'false');
    expect(state().graphics).toHaveLength(1);
  });

  it('lets who waits in or not, puts people on stage, and mutes them', () => {
    const { commands, see } = open(after(newShow(), guest('Kim')));
    press('Admit: Kim');
    press('To stage: Kim');
    press('Mute: Kim');
    press('Off stage: Kim');
    expect(commands.map(({ type }) => type)).toEqual([
      'seat.admit',
      'seat.toStage',
      'seat.setProducerMute',
      'seat.toBackstage',
    ]);
    see({ state: after(newShow(), guest('Lee')) });
    press('Not now: Lee');
    expect(commands.at(-1)).toEqual({ type: 'seat.deny', seatId: 'Lee' });
  });

  it('plays a clip, counts it down and stops it', () => {
    const cue = {
      ...({ type: 'media.add', mediaId: 'm', assetId: 'f', kind: 'video', hasSound: true } as const),
      ...{ name: 'Intro', durationMs: 48_000, gainDb: 0, muted: false, loop: false, fadeMs: 0 },
      ...({ fit: 'contain', then: { kind: 'stop' } } as const),
    };
    const { state } = open(after(newShow(), cue));
    press('Intro');
    expect(screen.getByRole('button', { name: 'Intro, on' })).toHaveTextContent(/left/);
    press('Intro, on');
    expect(state().media.playing?.stoppedAtMs).not.toBeNull();
  });

  it('runs the rundown: now, next, and how far from the plan', () => {
    const part = { type: 'rundown.add', durationMs: 60_000 } as const;
    const planned = after(
      newShow(),
      { ...part, itemId: 'r1', title: 'Opening', notes: 'Thank the sponsors', sceneId: null },
      { ...part, itemId: 'r2', title: 'Guests', notes: '', sceneId: 'b' },
    );
    const { state } = open(planned);
    press('Start: Opening');
    expect(within(screen.getByRole('group', { name: 'Now' })).getByText('Opening')).toBeVisible();
    expect(screen.getByText('Thank the sponsors')).toBeVisible();
    press('Next: Guests');
    expect(state().programSceneId).toBe('b');
  });

  it('goes live and ends the show after a question, while a studio draws the program', () => {
    const { commands, see } = open(after(newShow(), claim()));
    press('Go live');
    expect(commands).toEqual([]);
    fireEvent.click(within(screen.getByRole('alertdialog')).getByRole('button', { name: 'Go live' }));
    expect(commands).toEqual([{ type: 'show.goLive' }]);
    see({ state: live(newShow()) });
    press('End show');
    expect(screen.getByRole('alertdialog')).toBeVisible();
  });

  it('says why it cannot go live while nobody draws the program', () => {
    open(newShow());
    expect(screen.getByRole('button', { name: 'Go live' })).toHaveAttribute('aria-disabled', 'true');
    expect(screen.getByText(/Open the studio on a computer first/)).toBeVisible();
    press('Go live');
    expect(screen.queryByRole('alertdialog')).toBeNull();
  });

  it('says who draws the program and who would take over, and has no way to do either', () => {
    open(after(newShow(), claim()), 'producer', {
      presence: [{ ...otherProducer(), isStandby: true }],
    });
    expect(screen.getByTestId('engine')).toHaveTextContent('Drawn by Ada · 1 on standby');
    expect(screen.queryByRole('button', { name: /draw|take over|hand over/i })).toBeNull();
  });

  it('offline it says for how long, does nothing, and says why', async () => {
    const { commands, see } = open(withBanner());
    see({ link: { status: 'reconnecting', sinceMs: Date.now() - 12_000 } });
    expect(screen.getByTestId('link')).toHaveTextContent('Offline for 0:12');
    press('Solo');
    press(/^Questions/);
    press('Go live');
    expect(commands).toEqual([]);
    expect(await screen.findAllByText(/No connection to the server/)).not.toHaveLength(0);
    see({ link: { status: 'catching-up' } });
    expect(screen.getByTestId('link')).toHaveTextContent('Catching up');
    see({ link: { status: 'online' } });
    press('Solo');
    expect(commands).toEqual([{ type: 'scene.activate', sceneId: 'b' }]);
  });

  it('tells a host what the role does not allow, and lets them admit', () => {
    const { commands } = open(after(onStage(), guest('Lee')), 'host');
    expect(screen.getAllByText(/Your role does not allow this/).length).toBeGreaterThan(2);
    press('Solo');
    expect(commands).toEqual([]);
    press('Admit: Lee');
    expect(commands).toEqual([{ type: 'seat.admit', seatId: 'Lee' }]);
  });

  it('announces who waits without a key to press, and counts them for the thumb', () => {
    const waiting = after(newShow(), guest('Kim'), {
      type: 'seat.setConnection',
      seatId: 'Kim',
      connected: true,
    });
    open(waiting);
    expect(screen.getByText('Kim is waiting.')).toBeInTheDocument();
    expect(screen.getByRole('link', { name: 'People, 1 waiting' })).toHaveAttribute('href', '#people');
  });

  it('takes back the own last change', () => {
    const { commands } = open(newShow(), 'producer', { history: { undo: 'scene.reorder', redo: null } });
    press(/^Undo: you/);
    expect(commands).toEqual([{ type: 'history.undo' }]);
  });

  it('leads a person who was signed out back here', () => {
    open(newShow(), 'producer', {
      link: { status: 'refused', refusal: { code: 'not-signed-in', message: 'Your session ended.' } },
    });
    expect(screen.getByText('Your session ended.')).toBeVisible();
    expect(screen.getByRole('link', { name: 'Sign in' })).toHaveAttribute(
      'href',
      '/sign-in?next=%2Fshows%2Fshow1%2Fremote',
    );
  });
});
