import { render, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { SortableArea, SortableItem } from './sortable';

/** jsdom has no layout: items stand one below the other, as their list says. */
const HEIGHT_PX = 100;
beforeEach(() => {
  vi.spyOn(HTMLElement.prototype, 'getBoundingClientRect').mockImplementation(function (this: HTMLElement) {
    const item = this.closest('li');
    const index = item ? [...document.querySelectorAll('li')].indexOf(item) : 0;
    return new DOMRect(0, index * HEIGHT_PX, 100, item ? HEIGHT_PX : 0);
  });
});
afterEach(() => void vi.restoreAllMocks());

const stage = { id: 'stage', items: [{ id: 'a', name: 'Ada' }, { id: 'b', name: 'Ben' }] }; // prettier-ignore
const backstage = { id: 'backstage', items: [{ id: 'c', name: 'Cleo' }, { id: 'd', name: 'Dan' }] }; // prettier-ignore

function show() {
  const onReorder = vi.fn();
  render(
    <SortableArea id="people" groups={[stage, backstage]} onReorder={onReorder}>
      <ul>
        {[stage, backstage].flatMap(({ id: groupId, items }) =>
          items.map(({ id, name }) => (
            <SortableItem key={id} id={id} groupId={groupId} name={name} isFixed={false} handleClassName="">
              {name}
            </SortableItem>
          )),
        )}
      </ul>
    </SortableArea>,
  );
  return onReorder;
}

async function press(key: string, spoken: string): Promise<void> {
  await userEvent.keyboard(key);
  await waitFor(() => expect(screen.getByRole('status')).toHaveTextContent(spoken));
}

it('moves by the keyboard within the group, and says so', async () => {
  const onReorder = show();
  screen.getByRole('button', { name: 'Move Ada' }).focus();
  await press('{ }', 'Ada picked up at place 1 of 2.');
  await press('{ArrowDown}', 'Ada is over place 2 of 2.');
  await press('{ }', 'Ada put down at place 2 of 2.');
  expect(onReorder).toHaveBeenCalledExactlyOnceWith(['b', 'a']);
});

it('does not leave the group', async () => {
  const onReorder = show();
  screen.getByRole('button', { name: 'Move Ben' }).focus();
  await press('{ }', 'Ben picked up at place 2 of 2.');
  await userEvent.keyboard('{ArrowDown}');
  await press('{ArrowUp}', 'Ben is over place 1 of 2.');
  await press('{Escape}', 'Ben stays at place 2 of 2.');
  expect(onReorder).not.toHaveBeenCalled();
});
