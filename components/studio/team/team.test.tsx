import { act, fireEvent, render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import type { ReactNode } from 'react';
import { describe, expect, it } from 'vitest';
import { TooltipProvider } from '@/components/ui/tooltip';
import type { ShowView } from '@/lib/browser/realtime/connect-show';
import { newShow } from '@/lib/core/show/testing/show-fixtures';
import { RenameDialog } from '../rename-dialog';
import { StudioProvider } from '../studio-context';
import { fakeStudio } from '../testing/fake-studio';
import { otherProducer } from '../testing/other-producer';
import { EditGuard, HolderBadge } from './edit-guard';
import { historyKey } from './history-key';
import { UndoButtons } from './undo-buttons';
import { WhoEdits } from './who-edits';

function show(children: ReactNode, view: Partial<ShowView> = {}) {
  const studio = fakeStudio(newShow(), 'producer', view);
  render(
    <TooltipProvider>
      <StudioProvider runtime={studio.runtime}>{children}</StudioProvider>
    </TooltipProvider>,
  );
  return studio;
}

const ben = (...holds: string[]) => ({ presence: [otherProducer(...holds)] });

describe('what somebody else is editing', () => {
  it('is off and says who, and is back when they let go', () => {
    const { show: store } = show(
      <EditGuard subject="scene:a/logo">
        <input aria-label="Logo" />
      </EditGuard>,
      ben('scene:a/logo'),
    );
    expect(screen.getByLabelText('Logo')).toBeDisabled();
    expect(screen.getByRole('status')).toHaveTextContent('Ben is editing this.');
    act(() => store.set({ ...store.get(), presence: [] }));
    expect(screen.getByLabelText('Logo')).toBeEnabled();
  });

  it('is marked on its card and beside the people, and own pages are not', () => {
    show(
      <>
        <HolderBadge subject="scene:a" />
        <WhoEdits />
      </>,
      ben('scene:a/name'),
    );
    expect(screen.getByTitle('Ben is editing')).toBeVisible();
    expect(screen.getByText(/Ben is on/)).toHaveTextContent('Ben is on Talk');
  });

  it('cannot be renamed meanwhile', () => {
    const rename = (
      <RenameDialog
        title="R"
        label="L"
        name="Talk"
        subject="scene:a/name"
        onRename={unused}
        onClose={unused}
      />
    );
    show(rename, ben('scene:a/name'));
    expect(screen.getByRole('button', { name: 'Rename' })).toHaveAttribute(
      'aria-description',
      'Ben is editing this.',
    );
  });

  it('is held while the focus is in a field, and let go when it leaves', async () => {
    const { holds } = show(
      <>
        <EditGuard subject="scene:a/card">
          <input aria-label="Words" />
        </EditGuard>
        <button type="button">Elsewhere</button>
      </>,
    );
    await userEvent.click(screen.getByLabelText('Words'));
    expect([...holds]).toEqual(['scene:a/card']);
    await userEvent.click(screen.getByRole('button', { name: 'Elsewhere' }));
    expect([...holds]).toEqual([]);
  });
});

describe('undo', () => {
  it('says what it takes back; the keys do the same', async () => {
    const { commands } = show(<UndoButtons />, { history: { undo: 'scene.rename', redo: null } });
    await userEvent.click(screen.getByRole('button', { name: 'Undo: you renamed a scene' }));
    fireEvent.keyDown(window, { key: 'z', ctrlKey: true });
    fireEvent.keyDown(window, { key: 'Z', ctrlKey: true, shiftKey: true });
    expect(commands.map(({ type }) => type)).toEqual(['history.undo', 'history.undo', 'history.redo']);
    expect(screen.getByRole('button', { name: 'Nothing of yours to redo' })).toHaveAttribute(
      'aria-disabled',
      'true',
    );
  });

  it('leaves the keys to fields and dialogs', () => {
    const press = { key: 'z', ctrlKey: true, metaKey: false, shiftKey: false, altKey: false };
    const within = (html: string) => {
      const box = document.createElement('div');
      box.innerHTML = html;
      return historyKey({ ...press, defaultPrevented: false, target: box.querySelector('[data-here]') });
    };
    expect(within('<button data-here></button>')).toBe('undo');
    expect(within('<input data-here>')).toBeNull();
    expect(within('<div role="dialog"><button data-here></button></div>')).toBeNull();
  });
});

function unused(): void {
  throw new Error('not expected');
}
