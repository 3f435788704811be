import type { GuestChatLine } from '@/lib/core/contract/chat';
import { act, render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { describe, expect, it, vi } from 'vitest';
import { TooltipProvider } from '@/components/ui/tooltip';
import { after, newShow } from '@/lib/core/show/testing/show-fixtures';
import { guestView } from '@/lib/core/show/guest-view';
import type { SeatPlace } from '@/lib/core/contract/show-state';
import type { LocalMedia, LocalMediaView } from '@/lib/browser/devices/local-media';
import type { ListedDevice } from '@/lib/browser/devices/device-choice';
import type { OutputDevicesView } from '@/lib/browser/devices/output-devices';
import { createStore } from '@/lib/browser/realtime/create-store';
import type { GuestSession, GuestSessionView } from '@/lib/browser/room/guest-session';
import { GuestRoom } from './guest-room';
import { Lobby } from './lobby';

function fakeMedia(part: Partial<LocalMediaView> = {}) {
  const store = createStore<LocalMediaView>({
    camera: { status: 'off' },
    microphone: { status: 'off' },
    screen: { status: 'off' },
    screenAudio: null,
    cameras: [],
    microphones: [],
    choice: { cameraId: null, microphoneId: null },
    ...part,
  });
  const media = {
    ...store,
    startCamera: vi.fn(async () => undefined),
    startMicrophone: vi.fn(async () => undefined),
    stopCamera: vi.fn(),
    stopScreen: vi.fn(),
    close: vi.fn(),
  };
  return media as unknown as LocalMedia & typeof media;
}

function fakeSpeaker(devices: ListedDevice[] = []) {
  const store = createStore<OutputDevicesView>({
    devices,
    chosenId: '',
    canChoose: devices.length > 0 ? 'yes' : 'unnamed',
  });
  return {
    ...store,
    choose: vi.fn(async (chosenId: string) => store.set({ ...store.get(), chosenId })),
    refresh: vi.fn(async () => undefined),
    close: vi.fn(),
  };
}

describe('Lobby', () => {
  const lobby = (media: LocalMedia, onAsk = vi.fn(), speaker = fakeSpeaker()) => {
    render(
      <Lobby
        media={media}
        speaker={speaker}
        knownName=""
        knownMute={false}
        isAsking={false}
        error={null}
        onAsk={onAsk}
      />,
    );
    return onAsk;
  };

  it('plays two notes on the speaker that was chosen, and says what to do if none was heard', async () => {
    vi.stubGlobal(
      'URL',
      Object.assign(URL, { createObjectURL: () => 'blob:notes', revokeObjectURL: vi.fn() }),
    );
    const setSinkId = vi.fn(async () => undefined);
    const play = vi.spyOn(HTMLMediaElement.prototype, 'play').mockImplementation(function (
      this: HTMLMediaElement,
    ) {
      this.dispatchEvent(new Event('ended'));
      return Promise.resolve();
    });
    vi.spyOn(HTMLMediaElement.prototype, 'pause').mockImplementation(() => undefined);
    Object.assign(HTMLMediaElement.prototype, { setSinkId });
    const cameras = [{ deviceId: 'c1', label: 'Camera' }];
    const speaker = fakeSpeaker([{ deviceId: 'h1', label: 'Headset' }]);
    lobby(fakeMedia({ cameras }), vi.fn(), speaker);
    await userEvent.selectOptions(screen.getByLabelText('Speaker'), 'Headset');
    await userEvent.click(screen.getByRole('button', { name: 'Test sound' }));
    expect(setSinkId).toHaveBeenCalledWith('h1');
    expect(play).toHaveBeenCalled();
    expect(await screen.findByText(/^Two notes were played\. If you heard none/)).toBeVisible();
    vi.restoreAllMocks();
  });

  it('explains the permission before the browser asks for it', async () => {
    const media = fakeMedia();
    lobby(media);
    expect(screen.getByText('Your browser will ask for camera and microphone')).toBeVisible();
    expect(media.startCamera).not.toHaveBeenCalled();
    await userEvent.click(screen.getByRole('button', { name: 'Turn on camera and microphone' }));
    expect(media.startCamera).toHaveBeenCalled();
    expect(media.startMicrophone).toHaveBeenCalled();
  });

  it('asks for a name before it asks to join', async () => {
    const onAsk = lobby(fakeMedia());
    await userEvent.click(screen.getByRole('button', { name: 'Ask to join' }));
    expect(onAsk).not.toHaveBeenCalled();
    expect(screen.getByRole('alert')).toHaveTextContent('Enter the name that viewers will see.');
    await userEvent.type(screen.getByLabelText(/Your name/), ' Guest one ');
    await userEvent.click(screen.getByRole('button', { name: 'Ask to join' }));
    expect(onAsk).toHaveBeenCalledWith('Guest one', false);
  });

  it('says what is wrong with a device and offers to try again', async () => {
    const problem = { kind: 'camera', reason: 'busy', text: 'Your camera is in use.' } as const;
    const media = fakeMedia({ camera: { status: 'failed', problem } });
    lobby(media);
    expect(screen.getByText('Your camera is in use.')).toBeVisible();
    await userEvent.click(screen.getByRole('button', { name: 'Try again' }));
    expect(media.startCamera).toHaveBeenCalled();
  });
});

describe('GuestRoom', () => {
  function room(place: Exclude<SeatPlace, 'gone'>, { isLive = false, isReconnecting = false } = {}) {
    const joined = after(newShow(), {
      type: 'seat.join',
      seatId: 's1',
      name: 'Guest one',
      role: 'guest',
      userId: null,
    });
    const state = {
      ...joined,
      phase: isLive
        ? ({ status: 'live', broadcastId: 'b1', sinceMs: 0 } as const)
        : ({ status: 'rehearsal' } as const),
      seats: joined.seats.map((seat) => ({ ...seat, place })),
    };
    const store = createStore<GuestSessionView>({
      room: null,
      selfMuted: false,
      show: {
        link: isReconnecting ? { status: 'reconnecting', sinceMs: 0 } : { status: 'online' },
        state: null,
        guest: guestView(state, 's1'),
        chat: [],
        presence: [],
        history: { undo: null, redo: null },
        program: null,
        engine: null,
        log: [],
      },
    });
    const session = {
      ...store,
      setTracks: vi.fn(),
      setSelfMuted: vi.fn(),
      say: vi.fn(async () => null as string | null),
      leave: vi.fn(async () => undefined),
      close: vi.fn(),
    };
    const media = fakeMedia();
    render(
      <TooltipProvider>
        <GuestRoom
          title="Talk"
          session={session as unknown as GuestSession}
          media={media}
          speaker={fakeSpeaker()}
          onBackToLobby={vi.fn()}
        />
      </TooltipProvider>,
    );
    return { session, store, media };
  }

  const line = (text: string, part: Partial<GuestChatLine> = {}): GuestChatLine => ({
    messageId: text,
    atMs: 1_000,
    to: 'producers',
    name: 'Ada',
    role: 'producer',
    namesake: 1,
    isOwn: false,
    text,
    ...part,
  });

  it('shows what the producers write, as text, and counts what was not read', async () => {
    const { session, store } = room('waiting');
    const hear = (...chat: GuestChatLine[]) =>
      act(() => store.set({ ...store.get(), show: { ...store.get().show, chat } }));
    hear(line('One moment <b>please</b>'));
    const button = screen.getByRole('button', { name: /Chat/ });
    expect(button).toHaveTextContent('1 unread');
    expect(button).toHaveTextContent('One moment <b>please</b>');
    await userEvent.click(button);
    expect(button).not.toHaveTextContent('unread');
    hear(line('One moment'), line('And from me', { namesake: 2 }));
    expect(screen.getByText(/Ada 2 · producer · to you/)).toBeVisible();
    // A waiting guest writes to the producers only.
    expect(screen.queryByLabelText('Who reads what you write')).toBeNull();
    await userEvent.type(screen.getByLabelText('Write to the producers'), ' Fine {Enter}');
    expect(session.say).toHaveBeenCalledWith('producers', 'Fine');
  });

  it('writes to everyone from backstage, and keeps the words that were not sent', async () => {
    const { session } = room('backstage');
    session.say.mockResolvedValueOnce('Wait a few seconds.');
    await userEvent.click(screen.getByRole('button', { name: /Chat/ }));
    await userEvent.selectOptions(screen.getByLabelText('Who reads what you write'), 'everyone');
    await userEvent.type(screen.getByLabelText('Write to everyone'), 'Hello all{Enter}');
    expect(session.say).toHaveBeenCalledWith('everyone', 'Hello all');
    expect(await screen.findByRole('alert')).toHaveTextContent('Wait a few seconds.');
    expect(screen.getByLabelText('Write to everyone')).toHaveValue('Hello all');
  });

  it('keeps a waiting guest in the waiting room', () => {
    room('waiting', { isLive: true });
    expect(screen.getByRole('heading', { name: 'You are in the waiting room' })).toBeVisible();
    expect(screen.queryByTestId('on-air-frame')).toBeNull();
  });

  it('frames the page and speaks when on air', () => {
    room('stage', { isLive: true });
    expect(screen.getByRole('heading', { name: 'YOU ARE ON AIR' })).toBeVisible();
    expect(screen.getByTestId('on-air-frame')).toBeInTheDocument();
    expect(screen.getByText('You are on air. Viewers see and hear you.')).toHaveAttribute(
      'aria-live',
      'assertive',
    );
  });

  it('has no frame on stage before the show is live', () => {
    room('stage');
    expect(screen.queryByTestId('on-air-frame')).toBeNull();
    expect(screen.getByRole('heading', { name: 'You are on stage' })).toBeVisible();
  });

  it('mutes by the own button', async () => {
    const { session } = room('backstage');
    await userEvent.click(screen.getByRole('button', { name: 'Mute' }));
    expect(session.setSelfMuted).toHaveBeenCalledWith(true);
  });

  it('says that the place is kept while the connection is lost', () => {
    room('backstage', { isReconnecting: true });
    expect(screen.getByText('Connection lost. Reconnecting: your place is kept.')).toBeVisible();
  });

  it('turns camera and microphone off when removed', async () => {
    const { store, media } = room('backstage');
    const view = store.get();
    store.set({
      ...view,
      show: {
        ...view.show,
        link: { status: 'refused', refusal: { code: 'forbidden', message: 'Removed.' } },
      },
    });
    expect(await screen.findByRole('heading', { name: 'You have left the show' })).toBeVisible();
    expect(media.close).toHaveBeenCalled();
  });
});
