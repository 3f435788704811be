import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, it, vi } from 'vitest';
import { renderWithApi } from '@/components/shared/testing/render-with-api';
import { resolvePresets, type Platform } from '@/lib/core/presets/destination-presets';
import { NewDestinationForm } from './new-destination-form';

function open(platform: Platform) {
  const preset = resolvePresets({ rtmpSinkPort: 1936 }).find((entry) => entry.platform === platform);
  if (preset === undefined) throw new Error(`no preset ${platform}`);
  const onClose = vi.fn();
  const view = renderWithApi(<NewDestinationForm preset={preset} onBack={vi.fn()} onClose={onClose} />, {
    'destinations.create': () => ({ destinationId: 'd1', name: 'Main', platform }),
    'destinations.list': () => [],
  });
  return { ...view, onClose, user: userEvent.setup() };
}

it.each([
  ['https://live.example.com/app', 'The address must begin with rtmp:// or rtmps://.'],
  [
    'rtmp://user:secret@live.example.com/app',
    'Take the user name and password out of the address: everybody in the workspace sees it.',
  ],
  [
    'rtmp://live.example.com',
    'The address ends after the server name. Add the part after the slash, such as /live.',
  ],
])('names what is wrong with %s and sends nothing', async (url, text) => {
  const { user, calls } = open('custom');
  await user.type(screen.getByLabelText('Server address'), url);
  await user.click(screen.getByRole('button', { name: 'Add destination' }));
  await waitFor(() => expect(screen.getByLabelText('Server address')).toHaveAccessibleDescription(text));
  expect(calls).toEqual([]);
});

it('asks for the stream key where the platform needs one', async () => {
  const { user, calls } = open('twitch');
  await user.click(screen.getByRole('button', { name: 'Add destination' }));
  await waitFor(() =>
    expect(screen.getByLabelText('Stream key')).toHaveAccessibleDescription('Paste the stream key.'),
  );
  expect(calls).toEqual([]);
});

it("sends the platform's own server and backup, the key, and nothing else", async () => {
  const { user, calls, onClose } = open('youtube');
  await user.clear(screen.getByLabelText('Name'));
  await user.type(screen.getByLabelText('Name'), 'Main channel');
  await user.type(screen.getByLabelText('Stream key'), '  abcd-4f2a ');
  await user.click(screen.getByRole('button', { name: 'Add destination' }));
  await waitFor(() => expect(onClose).toHaveBeenCalled());
  expect(calls[0]).toEqual({
    path: 'destinations.create',
    input: {
      platform: 'youtube',
      name: 'Main channel',
      url: 'rtmps://a.rtmps.youtube.com:443/live2',
      backupUrl: 'rtmps://b.rtmps.youtube.com:443/live2?backup=1',
      key: 'abcd-4f2a',
    },
  });
});

it('needs neither an address nor a key for the test destination', async () => {
  const { user, calls, onClose } = open('test');
  expect(screen.queryByLabelText('Stream key')).not.toBeInTheDocument();
  await user.click(screen.getByRole('button', { name: 'Add destination' }));
  await waitFor(() => expect(onClose).toHaveBeenCalled());
  expect(calls[0]?.input).toMatchObject({ platform: 'test', url: 'rtmp://127.0.0.1:1936/test', key: '' });
});
