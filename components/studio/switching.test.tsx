import { act, render, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, it, vi } from 'vitest';
import { TooltipProvider } from '@/components/ui/tooltip';
import type { CommandReply } from '@/lib/core/contract/realtime';
import type { ShowCommand } from '@/lib/core/contract/show-commands';
import type { ShowState } from '@/lib/core/contract/show-state';
import { writeSceneFile } from '@/lib/core/scene/scene-file';
import { newSceneDocument } from '@/lib/core/scene/new-scene-document';
import { reduceShow } from '@/lib/core/show/reduce-show';
import { after, facts, newShow } from '@/lib/core/show/testing/show-fixtures';
import { LayoutStrip } from './layout-strip';
import { ScenePanel } from './scene-panel';
import { ScenesRail } from './scenes-rail';
import { StudioAnnouncer } from './studio-announcer';
import { StudioProvider } from './studio-context';
import { StudioDialogs } from './studio-dialogs';
import { fakeStudio } from './testing/fake-studio';
import { useActionPorts } from './use-action-ports';
import { useStudioActions } from './use-studio-actions';

/** The parts of a studio that switch, over the real rules of a show. */
function Studio() {
  const { dialog, close, files, ports } = useActionPorts();
  const actions = useStudioActions(ports);
  return (
    <>
      <StudioAnnouncer />
      <ScenesRail actions={actions} onExport={ports.exportScenes} />
      <LayoutStrip actions={actions} />
      <ScenePanel />
      <StudioDialogs dialog={dialog} actions={actions} files={files} onClose={close} />
    </>
  );
}

function open(state: ShowState, role: Parameters<typeof fakeStudio>[1] = 'producer') {
  const { runtime, show } = fakeStudio(state, role);
  const commands: ShowCommand[] = [];
  runtime.connection.command = (command): Promise<CommandReply> => {
    commands.push(command);
    const result = reduceShow(show.get().state ?? state, command, facts());
    if (!result.ok) return Promise.resolve({ ok: false, seq: 1, error: result.error });
    act(() => show.set({ ...show.get(), state: result.state }));
    return Promise.resolve({ ok: true, seq: 1 });
  };
  render(
    <TooltipProvider>
      <StudioProvider runtime={runtime}>
        <Studio />
      </StudioProvider>
    </TooltipProvider>,
  );
  return { commands, runtime, state: () => show.get().state ?? state };
}

const scene = (name: RegExp | string) =>
  within(screen.getByRole('complementary', { name: 'Scenes' })).getByRole('button', { name });
const inStudioMode = () => after(newShow(), { type: 'show.setSwitchMode', mode: 'studio' });

it('runs a show in studio mode by keyboard alone: mode, preview, transition, take', async () => {
  const user = userEvent.setup();
  const { state } = open(newShow());
  expect(screen.queryByRole('button', { name: /^Take/ })).toBeNull();
  await user.keyboard('d');
  expect(scene('Solo, in preview')).toBeVisible();
  await user.keyboard('1');
  expect(screen.getByRole('button', { name: 'Take Talk' })).toHaveAttribute('aria-disabled', 'true');
  expect(screen.getByText(/on program already/)).toBeVisible();
  await user.keyboard('2x ');
  expect(state().programSceneId).toBe('b');
  expect(state().programChange?.transition.kind).toBe('fade');
  expect(screen.getByText('On program: Solo. Preview: Talk.')).toBeInTheDocument();
});

it('Space takes although a button was clicked before, and presses a button the keyboard is on', async () => {
  const user = userEvent.setup();
  const { commands, state } = open(inStudioMode());
  await user.click(screen.getByRole('button', { name: 'Wipe' }));
  await user.keyboard(' ');
  expect(state().programSceneId).toBe('b');
  expect(commands.filter(({ type }) => type === 'show.setTransition')).toHaveLength(1);
  screen.getByRole('button', { name: 'Cut' }).focus();
  await user.tab();
  await user.keyboard(' ');
  expect(state().switching.transition.kind).toBe('fade');
  expect(state().programSceneId).toBe('b');
});

it('says whose look is edited, and edits the preview alone', async () => {
  const { state } = open(inStudioMode());
  expect(screen.getByText(/Viewers see them after the next take/)).toBeVisible();
  await userEvent.click(screen.getByRole('button', { name: 'Split' }));
  expect(state().scenes.map(({ document }) => document.layout)).toEqual(['grid', 'split']);
});

it('keeps a length of 0.2 to 5 seconds, and puts back what is not', async () => {
  const user = userEvent.setup();
  const { state } = open(newShow());
  const field = () => screen.getByLabelText(/Length of the transition/);
  await user.clear(field());
  await user.type(field(), '1.5{Enter}');
  expect(state().switching.transition.durationMs).toBe(1_500);
  await user.clear(field());
  await user.type(field(), '9');
  expect(field()).toHaveAttribute('aria-invalid', 'true');
  await user.tab();
  expect(field()).toHaveValue(1.5);
  expect(state().switching.transition.durationMs).toBe(1_500);
});

it('finds a command by words in any order and runs it', async () => {
  const user = userEvent.setup();
  const { state } = open(newShow());
  await user.keyboard('{Control>}k{/Control}');
  const palette = screen.getByRole('dialog', { name: 'Find a command' });
  await user.type(within(palette).getByRole('combobox'), 'solo cut{Enter}');
  await expect.poll(() => state().programSceneId).toBe('b');
  expect(screen.queryByRole('dialog')).toBeNull();
});

it('lists what is not possible with the reason, and does not run it', async () => {
  const user = userEvent.setup();
  const { commands } = open(newShow());
  await user.keyboard('{Control>}k{/Control}');
  const option = screen.getByRole('option', { name: /^Take/ });
  expect(option).toHaveAttribute('aria-disabled', 'true');
  expect(option).toHaveTextContent('Turn on studio mode first');
  await user.click(option);
  expect(commands).toEqual([]);
});

it('makes a scene from the gallery and has it in preview', async () => {
  const user = userEvent.setup();
  const { state } = open(inStudioMode());
  await user.keyboard('n');
  const gallery = screen.getByRole('dialog', { name: 'New scene' });
  await user.click(within(gallery).getByRole('button', { name: 'Be right back' }));
  const added = state().scenes[2];
  expect(added).toMatchObject({ name: 'Be right back', document: { showsFeeds: false } });
  expect(state().switching.previewSceneId).toBe(added?.sceneId);
});

/** Chooses a file as the page's own file dialog would hand it over. */
async function importFile(
  user: ReturnType<typeof userEvent.setup>,
  name: string,
  text: string,
): Promise<void> {
  const inputs: HTMLInputElement[] = [];
  const { click } = HTMLInputElement.prototype;
  HTMLInputElement.prototype.click = function (this: HTMLInputElement) {
    inputs.push(this);
  };
  await user.keyboard('{Control>}k{/Control}');
  await user.type(screen.getByRole('combobox'), 'import{Enter}');
  await expect.poll(() => inputs.length).toBe(1);
  HTMLInputElement.prototype.click = click;
  const [input] = inputs;
  if (!input) throw new Error('no file was asked for');
  await user.upload(input, new File([text], name, { type: 'application/json' }));
}

it('imports the scenes of a file, and says of a bad file where and why, changing nothing', async () => {
  const user = userEvent.setup();
  const { state, commands } = open(newShow());
  const document = newSceneDocument('presentation');
  const text = writeSceneFile([
    { name: 'One', document },
    { name: 'Two', document },
  ]);
  await importFile(user, 'two.scene.json', text);
  await expect.poll(() => state().scenes.map(({ name }) => name)).toEqual(['Talk', 'Solo', 'One', 'Two']);

  const sent = commands.length;
  await importFile(user, 'bad.scene.json', text.replace('presentation', 'circle'));
  const problems = await screen.findByRole('list', { name: 'Problems' });
  expect(problems).toHaveTextContent('Scene 1 (“One”)');
  expect(problems).toHaveTextContent('Its layout is wrong');
  expect(commands).toHaveLength(sent);
  expect(state().scenes).toHaveLength(4);
});

it('imports scenes whose files are not in the library without them, and says which', async () => {
  const user = userEvent.setup();
  const { state, runtime } = open(newShow());
  vi.mocked(runtime.api.fetchLibrary).mockResolvedValue(new Map([['here', 'video']]));
  const over = (assetId: string) => ({
    ...newSceneDocument('solo'),
    background: { kind: 'video', assetId } as const,
  });
  await importFile(
    user,
    'theirs.scene.json',
    writeSceneFile([
      { name: 'Ours', document: over('here') },
      { name: 'Theirs', document: over('there') },
    ]),
  );
  const problems = await screen.findByRole('list', { name: 'Problems' });
  expect(problems).toHaveTextContent('Scene 2 (“Theirs”)');
  expect(problems).not.toHaveTextContent('Ours');
  expect(
    state()
      .scenes.slice(2)
      .map(({ document }) => document.background.kind),
  ).toEqual(['video', 'gradient']);
});

it('imports no scenes while the library does not say which files are there', async () => {
  const user = userEvent.setup();
  const { commands, runtime } = open(newShow());
  vi.mocked(runtime.api.fetchLibrary).mockRejectedValue(new Error('away'));
  const background = { kind: 'video', assetId: 'there' } as const;
  const document = { ...newSceneDocument('solo'), background };
  await importFile(user, 'one.scene.json', writeSceneFile([{ name: 'One', document }]));
  expect(await screen.findByRole('list', { name: 'Problems' })).toHaveTextContent('The library');
  expect(commands).toEqual([]);
});

it('binds a slot to a role', async () => {
  const user = userEvent.setup();
  const { state } = open(newShow());
  await user.selectOptions(screen.getByLabelText('Slot 2 is for'), 'A shared screen');
  expect(state().scenes[0]?.document.slots).toEqual([
    { binding: { kind: 'any' }, rect: null },
    { binding: { kind: 'role', role: 'screen' }, rect: null },
  ]);
});

it('places slots by hand with fields, and adds and removes them', async () => {
  const user = userEvent.setup();
  const { state } = open(after(newShow(), { type: 'scene.setLayout', sceneId: 'a', layout: 'free' }));
  const slots = () => state().scenes[0]?.document.slots ?? [];
  await user.click(screen.getByRole('button', { name: 'Place by hand' }));
  await user.click(screen.getByRole('button', { name: 'Add a slot' }));
  expect(slots()).toHaveLength(2);
  const left = screen.getByLabelText('Left of slot 1 in pixels');
  await user.clear(left);
  await user.type(left, '128{Enter}');
  expect(slots()[0]?.rect?.x).toBe(0.1);
  await user.click(screen.getByRole('button', { name: 'Remove slot 2' }));
  expect(slots()).toHaveLength(1);
});

it('offers a host nothing that switches', () => {
  open(inStudioMode(), 'host');
  expect(screen.getByRole('button', { name: 'Take Solo' })).toHaveAttribute('aria-disabled', 'true');
  expect(screen.getAllByText(/Your role does not allow this/)[0]).toBeVisible();
});
