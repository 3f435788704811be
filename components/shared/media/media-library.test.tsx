import { act, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { beforeEach, expect, it, vi } from 'vitest';
import { Refused, renderWithApi } from '@/components/shared/testing/render-with-api';
import {
  createUploads,
  type LeftUpload,
  type Sender,
  type SenderEvents,
  type Uploads,
} from '@/lib/browser/uploads/create-uploads';
import type { AssetView } from '@/lib/core/contract/asset';
import { MediaLibrary } from './media-library';
import { UploadsScope } from './uploads-context';

const CLIP: AssetView = {
  ...{ assetId: 'a1', kind: 'video', name: 'Opener', contentType: 'video/mp4', bytes: 12_000_000 },
  ...{ sha256: '00', width: 1920, height: 1080, durationMs: 48_000, hasSound: true },
  ...{ createdAtMs: 1, hasThumbnail: false },
};
const PHOTO: AssetView = {
  ...CLIP,
  assetId: 'a2',
  kind: 'image',
  name: 'Skyline',
  durationMs: null,
  hasThumbnail: true,
};

interface Sent extends Sender {
  file: File;
  events: SenderEvents;
}
let sent: Sent[];
let added: string[];
let left: LeftUpload[];
let uploads: Uploads;

beforeEach(() => {
  [sent, added, left] = [[], [], []];
  let ids = 0;
  uploads = createUploads({
    createSender: (file, events) => {
      const sender = { file, events, start: vi.fn(), stop: vi.fn(), discard: vi.fn(async () => undefined) };
      sent.push(sender);
      return sender;
    },
    findLeft: () => Promise.resolve(left),
    newId: () => `u${++ids}`,
    onAdded: ({ assetId }) => added.push(assetId),
  });
});

function open(answers: Parameters<typeof renderWithApi>[1] = {}, canManage = true) {
  const result = renderWithApi(
    <UploadsScope uploads={uploads}>
      <MediaLibrary
        canManage={canManage}
        actionOf={({ name }) => <button type="button">Use {name}</button>}
      />
    </UploadsScope>,
    { 'assets.list': () => [CLIP, PHOTO], ...answers },
  );
  return { ...result, user: userEvent.setup() };
}

const file = (name: string, bytes = 1000): File => new File([new Uint8Array(bytes)], name);
const choose = (user: ReturnType<typeof userEvent.setup>, ...files: File[]) =>
  user.upload(screen.getByLabelText('Files to upload', { selector: 'input' }), files);

const rows = () => within(screen.getByRole('list', { name: 'Uploads' }));

it('lists the files with what they are, by kind', async () => {
  const { user } = open();
  expect(await screen.findByText('1920 × 1080 · 48 s · 12.0 MB')).toBeVisible();
  expect(screen.getByRole('button', { name: 'Use Opener' })).toBeVisible();
  await user.click(screen.getByRole('button', { name: 'Images' }));
  expect(screen.queryByText('Opener')).toBeNull();
  await user.click(screen.getByRole('button', { name: 'Fonts' }));
  expect(screen.getByText('No files of this kind')).toBeVisible();
});

it('says what to do while there is nothing, and why somebody may not', async () => {
  open({ 'assets.list': () => [] }, false);
  expect(await screen.findByText('No files yet')).toBeVisible();
  expect(screen.getByRole('button', { name: 'Upload files' })).toHaveAttribute(
    'aria-description',
    'Producers, admins and owners can upload files.',
  );
});

it('shows how far each file is, pauses it and goes on', async () => {
  const { user } = open();
  await choose(user, file('Jingle.mp3'));
  act(() => sent[0]?.events.onProgress(420));
  expect(screen.getByRole('progressbar', { name: 'Upload of Jingle.mp3' })).toHaveAttribute(
    'aria-valuenow',
    '42',
  );
  await user.click(screen.getByRole('button', { name: 'Pause Jingle.mp3' }));
  expect(sent[0]?.stop).toHaveBeenCalledOnce();
  expect(screen.getByText('Paused at 42 % of 1.0 kB')).toBeVisible();
  await user.click(screen.getByRole('button', { name: 'Go on with Jingle.mp3' }));
  expect(sent).toHaveLength(1);
  expect(sent[0]?.start).toHaveBeenCalledTimes(2);
  act(() => sent[0]?.events.onProgress(1000));
  expect(screen.getByText('The server checks the file')).toBeVisible();
  act(() => sent[0]?.events.onDone('a3'));
  expect(screen.getByText('In the library')).toBeVisible();
  expect(screen.getByText('Jingle.mp3 is in the library.')).toHaveAttribute('role', 'status');
  expect(added).toEqual(['a3']);
});

it('what is in the library leaves the list of uploads by itself', async () => {
  vi.useFakeTimers({ shouldAdvanceTime: true });
  try {
    open();
    act(() => uploads.add([file('1.png'), file('2.png')]));
    act(() => sent[0]?.events.onDone('a3'));
    act(() => void vi.advanceTimersByTime(8_000));
    expect(rows().queryByText('1.png')).toBeNull();
    expect(rows().getByText('2.png')).toBeVisible();
  } finally {
    vi.useRealTimers();
  }
});

it('sends two at a time and refuses at once what the server would', async () => {
  open();
  act(() => uploads.add([file('1.png'), file('2.png'), file('3.png'), file('Logo.svg')]));
  expect(sent.map((sender) => sender.file.name)).toEqual(['1.png', '2.png']);
  expect(rows().getByText(/SVG files can carry programs/)).toBeVisible();
  expect(screen.queryByRole('button', { name: 'Try Logo.svg again' })).toBeNull();
  act(() => sent[0]?.events.onFailed('This image is cut off or damaged.'));
  expect(sent.map((sender) => sender.file.name)).toEqual(['1.png', '2.png', '3.png']);
  expect(rows().getByText('This image is cut off or damaged.')).toBeVisible();
});

it('goes on by itself when the network is back', async () => {
  open();
  const close = uploads.open();
  act(() => uploads.add([file('Clip.mp4')]));
  act(() => sent[0]?.events.onFailed(null));
  expect(screen.getByText('No connection at 0 % of 1.0 kB. Goes on by itself.')).toBeVisible();
  act(() => void window.dispatchEvent(new Event('online')));
  expect(sent[0]?.start).toHaveBeenCalledTimes(2);
  act(close);
  expect(sent[0]?.stop).toHaveBeenCalled();
});

it('knows what an earlier visit left, and takes it off the list when the file comes again', async () => {
  left = [{ fileName: 'Clip.mp4', bytes: 1000, forget: vi.fn(async () => undefined) }];
  const { user } = open();
  const close = uploads.open();
  expect(await screen.findByText(/Choose the file again/)).toBeVisible();
  await choose(user, file('Clip.mp4'));
  expect(screen.queryByText(/Choose the file again/)).toBeNull();
  expect(sent.map((sender) => sender.file.name)).toEqual(['Clip.mp4']);
  act(close);
});

it('deletes and renames, and a refusal stays to be read', async () => {
  const { calls, user } = open({
    'assets.rename': () => ({ assetId: 'a1' }),
    'assets.remove': () => {
      throw new Refused('conflict', '“Opener” is in use: scene “Intro” of “Friday”.');
    },
  });
  const menu = async (item: string) => {
    await user.click(await screen.findByRole('button', { name: 'More for Opener' }));
    await user.click(screen.getByRole('menuitem', { name: item }));
  };
  await menu('Rename');
  await user.clear(screen.getByLabelText('Name'));
  await user.type(screen.getByLabelText('Name'), 'Intro');
  await user.click(screen.getByRole('button', { name: 'Rename' }));
  await waitFor(() =>
    expect(calls).toContainEqual({ path: 'assets.rename', input: { assetId: 'a1', name: 'Intro' } }),
  );
  await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
  await menu('Delete');
  const dialog = screen.getByRole('alertdialog');
  await user.click(within(dialog).getByRole('button', { name: 'Delete file' }));
  expect(await within(dialog).findByText(/scene “Intro” of “Friday”/)).toBeVisible();
});
