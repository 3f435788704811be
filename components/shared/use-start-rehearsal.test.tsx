import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { beforeEach, expect, it, vi } from 'vitest';
import { Button } from '@/components/ui/button';
import { resolvePresets } from '@/lib/core/presets/destination-presets';
import { renderWithApi } from './testing/render-with-api';
import { useStartRehearsal } from './use-start-rehearsal';

const push = vi.fn();
vi.mock('next/navigation', () => ({ useRouter: () => ({ push }) }));
beforeEach(() => push.mockClear());

function StartButton() {
  const { start, isStarting } = useStartRehearsal();
  return (
    <Button isLoading={isStarting} onClick={start}>
      Try a rehearsal
    </Button>
  );
}

const ANSWERS = {
  'destinations.list': (): unknown[] => [],
  'destinations.presets': () => ({ version: 1, presets: resolvePresets({ rtmpSinkPort: 1936 }) }),
  'destinations.create': () => ({ destinationId: 'd-new' }),
  'shows.create': () => ({ showId: 's1', slug: 'rehearsal' }),
  'shows.setDestinations': () => ({ showId: 's1' }),
};

it('makes the test destination, a show that uses it, and opens its studio in rehearsal', async () => {
  const { calls } = renderWithApi(<StartButton />, ANSWERS);
  await userEvent.click(screen.getByRole('button'));
  await waitFor(() => expect(push).toHaveBeenCalledWith('/shows/s1/studio?rehearsal=1'));
  expect(calls.map((call) => call.path)).toEqual([
    'destinations.list',
    'destinations.presets',
    'destinations.create',
    'shows.create',
    'shows.setDestinations',
  ]);
  expect(calls.at(-1)?.input).toEqual({ showId: 's1', destinationIds: ['d-new'] });
});

it('uses the test destination that is there already, and makes one show however often it is pressed', async () => {
  const { calls } = renderWithApi(<StartButton />, {
    ...ANSWERS,
    'destinations.list': () => [{ destinationId: 'd-old', platform: 'test' }],
  });
  const button = screen.getByRole('button');
  await userEvent.click(button);
  await userEvent.click(button);
  await waitFor(() => expect(push).toHaveBeenCalledTimes(1));
  await userEvent.click(button);
  expect(calls.map((call) => call.path)).toEqual([
    'destinations.list',
    'shows.create',
    'shows.setDestinations',
  ]);
  expect(calls.at(-1)?.input).toEqual({ showId: 's1', destinationIds: ['d-old'] });
});
