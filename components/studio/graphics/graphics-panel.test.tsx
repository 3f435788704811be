import { act, cleanup, render, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { TooltipProvider } from '@/components/ui/tooltip';
import type { GraphicSpec } from '@/lib/core/contract/graphic';
import type { ShowState } from '@/lib/core/contract/show-state';
import { GRAPHIC_CHARS } from '@/lib/core/graphic/fit-graphic-spec';
import { after, guest, liveShow, newShow } from '@/lib/core/show/testing/show-fixtures';
import { graphicActions } from '../model/actions/graphic-actions';
import type { StudioActionPorts } from '../model/actions/studio-action';
import { isNameShown, nameTagCommands } from '../model/name-tag';
import { StudioProvider } from '../studio-context';
import type { StudioActor } from '../studio-api';
import { fakeStudio } from '../testing/fake-studio';
import { otherProducer } from '../testing/other-producer';
import { GraphicsPanel } from './graphics-panel';

afterEach(cleanup);

const BANNER: GraphicSpec = { kind: 'banner', text: 'Hello', edge: 'bottom' };
const withBanner = (state: ShowState = newShow()) =>
  after(state, { type: 'graphic.add', graphicId: 'g1', name: 'Hello', spec: BANNER });

function open(
  state: ShowState,
  role: StudioActor['role'] = 'producer',
  view: Parameters<typeof fakeStudio>[2] = {},
) {
  const { runtime, commands, holds, show } = fakeStudio(state, role, view);
  const ports = { nowMs: 0, send: (command) => commands.push(command) } as Partial<StudioActionPorts>;
  const actions = graphicActions({ state, role, ports: ports as StudioActionPorts });
  render(
    <TooltipProvider>
      <StudioProvider runtime={runtime}>
        <GraphicsPanel actions={actions} />
      </StudioProvider>
    </TooltipProvider>,
  );
  return { commands, holds, show, user: userEvent.setup() };
}

it('says what to do while there is nothing, and why nothing can be hidden', () => {
  open(newShow());
  expect(screen.getByText('No graphics yet')).toBeVisible();
  expect(screen.getByRole('button', { name: 'Hide all' })).toHaveAttribute(
    'aria-description',
    'No graphic is on.',
  );
});

it('switches a graphic on and names its key', async () => {
  const { commands, user } = open(withBanner());
  expect(screen.getByText('Alt 1')).toBeVisible();
  await user.click(screen.getByRole('switch', { name: 'Hello on the program' }));
  expect(commands).toEqual([{ type: 'graphic.show', graphicId: 'g1' }]);
});

it('changes what is on air only when told to', async () => {
  const { commands, user } = open(after(withBanner(liveShow()), { type: 'graphic.show', graphicId: 'g1' }));
  expect(screen.getByText('On air ·')).toBeVisible();
  await user.click(screen.getByRole('button', { name: 'Edit Hello' }));
  const text = screen.getByLabelText('Text');
  await user.clear(text);
  await user.type(text, 'Goodbye');
  expect(commands).toEqual([]);
  await user.click(screen.getByRole('button', { name: 'Update on air' }));
  const spec = { ...BANNER, text: 'Goodbye' };
  await vi.waitFor(() =>
    expect(commands).toEqual([{ type: 'graphic.update', graphicId: 'g1', name: 'Hello', spec }]),
  );
});

it('says what is missing, then adds and shows a new one under a name made of its words', async () => {
  const { commands, user } = open(newShow());
  await user.click(screen.getByRole('button', { name: 'Add a graphic' }));
  await user.click(screen.getByRole('menuitem', { name: /^Lower third/ }));
  await user.click(screen.getByRole('button', { name: 'Save and show' }));
  expect(await screen.findByText('Type a name, or choose a person.')).toBeVisible();
  expect(commands).toEqual([]);
  await user.type(screen.getByLabelText('Name'), 'Ada Lovelace');
  await user.click(screen.getByRole('button', { name: 'Save and show' }));
  await vi.waitFor(() => expect(commands).toHaveLength(2));
  expect(commands).toMatchObject([
    { type: 'graphic.add', name: 'Ada Lovelace', spec: { kind: 'lower-third', title: 'Ada Lovelace' } },
    { type: 'graphic.show' },
  ]);
});

it('says that a text is cut', async () => {
  const { user } = open(withBanner());
  await user.click(screen.getByRole('button', { name: 'Edit Hello' }));
  expect(screen.getByRole('status')).toHaveTextContent('Only you see this');
  await user.click(screen.getByLabelText('Text'));
  await user.paste('x'.repeat(GRAPHIC_CHARS.banner));
  expect(screen.getByRole('status')).toHaveTextContent('It is cut at the end');
});

it('lets a scene bring a graphic', async () => {
  const { commands, user } = open(withBanner());
  await user.click(screen.getByRole('button', { name: 'More for Hello' }));
  await user.click(screen.getByRole('menuitemcheckbox', { name: 'Solo' }));
  expect(commands).toEqual([{ type: 'scene.setGraphics', sceneId: 'b', graphicIds: ['g1'] }]);
});

it('says why a graphic that is on cannot be removed', async () => {
  const { commands, user } = open(after(withBanner(), { type: 'graphic.show', graphicId: 'g1' }));
  await user.click(screen.getByRole('button', { name: 'More for Hello' }));
  const remove = screen.getByRole('menuitem', { name: 'Remove' });
  expect(remove).toHaveAttribute('aria-description', 'Hide it first.');
  await user.click(remove);
  expect(commands).toEqual([]);
});

it('applies the brand as a whole, when told to', async () => {
  const { commands, user } = open(newShow());
  await user.click(screen.getByText('Brand'));
  const brand = within(screen.getByRole('group', { name: 'Brand of this show' }));
  await user.click(brand.getByRole('radio', { name: 'Bold' }));
  expect(commands).toEqual([]);
  await user.click(brand.getByRole('button', { name: 'Apply to this show' }));
  expect(commands).toEqual([{ type: 'show.setBrand', brand: { ...newShow().brand, theme: 'bold' } }]);
});

it('gives a host the list and nothing to change', async () => {
  const { commands, user } = open(withBanner(), 'host');
  expect(screen.queryByRole('button', { name: 'Add a graphic' })).toBeNull();
  const onProgram = screen.getByRole('switch', { name: 'Hello on the program' });
  expect(onProgram).toHaveAttribute('aria-description', expect.stringContaining('Your role'));
  await user.click(onProgram);
  expect(commands).toEqual([]);
});

it('makes the lower third of a guest once, then shows and hides it', () => {
  const state = after(newShow(), guest('s1'));
  const seat = state.seats[0]!;
  const made = after(state, ...nameTagCommands({ seat, graphics: state.graphics }, () => 'tag'));
  expect(made.graphics).toMatchObject([
    { graphicId: 'tag', spec: { title: '', seatId: 's1', subtitle: 'Guest' } },
  ]);
  expect(isNameShown({ seat, graphics: made.graphics })).toBe(true);
  const hide = nameTagCommands({ seat, graphics: made.graphics }, () => 'other');
  expect(hide).toEqual([{ type: 'graphic.hide', graphicId: 'tag' }]);
  expect(nameTagCommands({ seat, graphics: after(made, ...hide).graphics }, () => 'other')).toEqual([
    { type: 'graphic.show', graphicId: 'tag' },
  ]);
});

describe('two producers and one graphic', () => {
  const ben = (...holds: string[]) => ({ presence: [otherProducer(...holds)] });
  const renamed = (state: ShowState, text: string) =>
    after(state, {
      ...{ type: 'graphic.update', graphicId: 'g1', name: 'Hello' },
      spec: { kind: 'banner', text, edge: 'bottom' },
    });

  it('holds it while its editor is open, and gives the keyboard back to its row', async () => {
    const { holds, user } = open(withBanner());
    await user.click(screen.getByRole('button', { name: 'Edit Hello' }));
    expect([...holds]).toEqual(['graphic:g1']);
    expect(screen.getByLabelText('Text')).toHaveFocus();
    await user.click(screen.getByRole('button', { name: 'Cancel' }));
    expect([...holds]).toEqual([]);
    expect(screen.getByRole('button', { name: 'Edit Hello' })).toHaveFocus();
  });

  it('says who edits it, and takes no words meanwhile', async () => {
    const { holds, user } = open(withBanner(), 'producer', ben('graphic:g1'));
    expect(screen.getByTitle('Ben is editing')).toBeVisible();
    await user.click(screen.getByRole('button', { name: 'Edit Hello' }));
    expect(screen.getByText(/Ben is editing this/)).toBeVisible();
    expect(screen.getByLabelText('Text')).toBeDisabled();
    expect(screen.getByRole('button', { name: 'Save' })).toHaveAttribute(
      'aria-description',
      'Ben is editing this.',
    );
    expect([...holds]).toEqual([]);
  });

  it('follows a change of theirs while nothing is typed, and asks once something is', async () => {
    const { show, user } = open(withBanner());
    await user.click(screen.getByRole('button', { name: 'Edit Hello' }));
    const put = (state: ShowState) => act(() => show.set({ ...show.get(), state }));
    put(renamed(withBanner(), 'From Ben'));
    await vi.waitFor(() => expect(screen.getByLabelText('Text')).toHaveValue('From Ben'));
    await user.type(screen.getByLabelText('Text'), ' and me');
    put(renamed(withBanner(), 'Ben again'));
    expect(screen.getByLabelText('Text')).toHaveValue('From Ben and me');
    await user.click(screen.getByRole('button', { name: 'Take theirs' }));
    expect(screen.getByLabelText('Text')).toHaveValue('Ben again');
  });

  it('keeps what was typed when they remove it, and adds it again', async () => {
    const { commands, show, user } = open(withBanner());
    await user.click(screen.getByRole('button', { name: 'Edit Hello' }));
    await user.type(screen.getByLabelText('Text'), ' all');
    act(() => show.set({ ...show.get(), state: newShow() }));
    expect(screen.getByText(/Another producer removed this graphic/)).toBeVisible();
    await user.click(screen.getByRole('button', { name: 'Add to the list' }));
    await vi.waitFor(() =>
      expect(commands).toMatchObject([{ type: 'graphic.add', spec: { text: 'Hello all' } }]),
    );
  });
});
