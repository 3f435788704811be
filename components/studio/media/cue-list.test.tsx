import { render, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { describe, expect, it, vi } from 'vitest';
import { TooltipProvider } from '@/components/ui/tooltip';
import type { MediaItem, ShowMedia } from '@/lib/core/contract/media';
import type { ShowState } from '@/lib/core/contract/show-state';
import { newShow } from '@/lib/core/show/testing/show-fixtures';
import { studioActions, actionForKey } from '../model/studio-actions';
import type { StudioActionPorts } from '../model/actions/studio-action';
import { cueText, leftText } from '../model/cue-text';
import { StudioProvider } from '../studio-context';
import { fakeStudio } from '../testing/fake-studio';
import { CueList } from './cue-list';

const item = (mediaId: string, part: Partial<MediaItem> = {}): MediaItem => ({
  ...{ mediaId, assetId: 'f', kind: 'video', name: `Clip ${mediaId}`, hasSound: true, durationMs: 48_000 },
  ...({ gainDb: 0, muted: false, loop: false, fadeMs: 300, fit: 'contain', then: { kind: 'stop' } } as const),
  ...part,
});
const withMedia = (media: Partial<ShowMedia>): ShowState => ({
  ...newShow(),
  media: { items: [item('a'), item('b', { hasSound: false })], playing: null, bed: null, ...media },
});

function show(state: ShowState, role: 'producer' | 'host' = 'producer') {
  const studio = fakeStudio(state, role);
  const ports = { send: (command) => studio.commands.push(command) } as Pick<StudioActionPorts, 'send'>;
  const actions = studioActions(state, role, {
    ...(ports as StudioActionPorts),
    history: { undo: null, redo: null },
    ownSeat: null,
    engine: { isHere: true, standbys: [], takeOver: vi.fn() },
    solo: { seatIds: new Set(), set: vi.fn() },
    openHelp: vi.fn(),
    openPalette: vi.fn(),
    openRemote: vi.fn(),
  });
  render(
    <TooltipProvider>
      <StudioProvider runtime={studio.runtime}>
        <CueList actions={actions} pictured={new Set()} />
      </StudioProvider>
    </TooltipProvider>,
  );
  return { ...studio, actions };
}

describe('the cues of a show', () => {
  it('are played and stopped from the list and by keys', async () => {
    const { commands, actions } = show(withMedia({}));
    await userEvent.click(screen.getByRole('button', { name: 'Play Clip a' }));
    const press = { key: '"', code: 'Digit2', ctrlKey: false, metaKey: false, altKey: true, shiftKey: true };
    actionForKey(actions, press)?.run();
    expect(commands).toEqual([
      { type: 'media.play', mediaId: 'a' },
      { type: 'media.play', mediaId: 'b' },
    ]);
  });

  it('say how long they still play, and are stopped where they play', async () => {
    const playing = { mediaId: 'a', startedAtMs: -8_000, stoppedAtMs: null };
    const { commands } = show(withMedia({ playing }));
    const row = screen.getByRole('button', { name: 'Edit Clip a' });
    expect(row).toHaveTextContent('0:40 left');
    await userEvent.click(screen.getByRole('button', { name: 'Stop Clip a' }));
    await userEvent.click(screen.getByRole('button', { name: 'Stop all' }));
    expect(commands).toEqual([{ type: 'media.stop' }, { type: 'media.stop' }, { type: 'media.stopBed' }]);
  });

  it('play as music under the show where they have sound, and start with scenes', async () => {
    const { commands } = show(withMedia({}));
    await userEvent.click(screen.getByRole('button', { name: 'More for Clip a' }));
    await userEvent.click(screen.getByRole('menuitemcheckbox', { name: 'Solo' }));
    await userEvent.click(screen.getByRole('menuitem', { name: 'Play Clip a as music under the show' }));
    expect(commands).toEqual([
      { type: 'scene.setMedia', sceneId: 'b', mediaId: 'a' },
      { type: 'media.playBed', mediaId: 'a' },
    ]);
    await userEvent.click(screen.getByRole('button', { name: 'More for Clip b' }));
    expect(screen.queryByRole('menuitem', { name: /under the show/ })).toBeNull();
  });

  it('are changed at once, each setting by itself', async () => {
    const { commands } = show(withMedia({}));
    await userEvent.click(screen.getByRole('button', { name: 'Edit Clip a' }));
    const editor = within(screen.getByRole('form', { name: 'Edit Clip a' }));
    await userEvent.selectOptions(editor.getByLabelText('At its end'), 'The next scene');
    await userEvent.click(editor.getByRole('switch', { name: /Over and over/ }));
    expect(commands).toMatchObject([
      { type: 'media.update', mediaId: 'a', then: { kind: 'next-scene' }, loop: false },
      { type: 'media.update', mediaId: 'a', loop: true },
    ]);
  });

  it('are not played by a host, and the reason is told', async () => {
    const { commands } = show(withMedia({}), 'host');
    const play = screen.getByRole('button', { name: 'Play Clip a' });
    expect(play).toHaveAttribute('aria-disabled', 'true');
    expect(play).toHaveAttribute('aria-description', expect.stringContaining('role') as string);
    await userEvent.click(play);
    expect(commands).toEqual([]);
  });
});

describe('what a cue says', () => {
  const scenes = [{ sceneId: 's', name: 'Talk' }];
  it.each([
    [item('a'), '0:48'],
    [item('a', { loop: true, then: { kind: 'next-scene' } }), '0:48 · loops'],
    [item('a', { durationMs: null, kind: 'image' }), 'until you stop it'],
    [item('a', { then: { kind: 'next-scene' } }), '0:48 · then the next scene'],
    [item('a', { then: { kind: 'scene', sceneId: 's' }, muted: true }), '0:48 · muted · then Talk'],
    [item('a', { then: { kind: 'scene', sceneId: 'x' } }), '0:48 · its next scene is gone'],
  ])('%#', (cue, text) => {
    expect(cueText(cue, scenes)).toBe(text);
  });

  it('counts down to the very end', () => {
    expect([leftText(1, item('a')), leftText(0, item('a'))]).toEqual(['0:01 left', '0:00 left']);
  });
});
