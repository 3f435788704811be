import { render, screen, within } from '@testing-library/react';
import { expect, it } from 'vitest';
import { after, guest, newShow } from '@/lib/core/show/testing/show-fixtures';
import { GuestTimingList } from './guest-timing-list';
import { StudioProvider } from './studio-context';
import { fakeStudio } from './testing/fake-studio';

it('says of everybody on stage how old their picture is and how far their sound is off, a dash where nobody knows', () => {
  const { runtime } = fakeStudio(after(newShow(), guest('Robin'), guest('Sasha')), 'producer');
  const guests = [
    { seatId: 'Robin', latencyMs: 182.4, skewMs: -11.6 },
    { seatId: 'Sasha', latencyMs: null, skewMs: null },
  ];
  render(
    <StudioProvider runtime={runtime}>
      <GuestTimingList guests={guests} />
    </StudioProvider>,
  );
  const cellsOf = (name: string): (string | null)[] =>
    within(screen.getByRole('row', { name: new RegExp(name) }))
      .getAllByRole('cell')
      .map(({ textContent }) => textContent);
  expect(cellsOf('Robin')).toEqual(['182 ms', '-12 ms']);
  expect(cellsOf('Sasha')).toEqual(['–', '–']);
});

it('is not there while nobody is measured', () => {
  const { runtime } = fakeStudio(newShow(), 'producer');
  const { container } = render(
    <StudioProvider runtime={runtime}>
      <GuestTimingList guests={[]} />
    </StudioProvider>,
  );
  expect(container).toBeEmptyDOMElement();
});
