import { act, cleanup, fireEvent, render, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { Profiler } from 'react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { TooltipProvider } from '@/components/ui/tooltip';
import { toast } from '@/components/ui/toast';
import type { Clips, SpeechResult } from '@/lib/browser/compositor/main/create-mixer';
import { createStore } from '@/lib/browser/realtime/create-store';
import type { ShowState } from '@/lib/core/contract/show-state';
import { after, guest, newShow } from '@/lib/core/show/testing/show-fixtures';
import { AudioPanel } from './audio-panel';
import type { StudioRuntime } from './open-studio';
import { StudioProvider } from './studio-context';
import type { StudioActor } from './studio-api';
import { fakeStudio } from './testing/fake-studio';
import { otherProducer } from './testing/other-producer';

const people = after(
  newShow(),
  guest('Robin'),
  guest('Sasha'),
  guest('Waiting'),
  { type: 'seat.admit', seatId: 'Robin' },
  { type: 'seat.admit', seatId: 'Sasha' },
  { type: 'seat.toStage', seatId: 'Robin' },
);

interface Options {
  state?: ShowState;
  role?: StudioActor['role'];
  mixer?: Partial<Record<keyof StudioRuntime['mixer'], unknown>>;
  onRender?: () => void;
}

function show({ state = people, role = 'producer', mixer = {}, onRender = () => undefined }: Options = {}) {
  const { runtime, commands } = fakeStudio(state, role);
  Object.assign(runtime.mixer, mixer);
  render(
    <TooltipProvider>
      <StudioProvider runtime={runtime}>
        <Profiler id="audio" onRender={onRender}>
          <AudioPanel />
        </Profiler>
      </StudioProvider>
    </TooltipProvider>,
  );
  return { runtime, commands };
}

const fillRect = vi.fn();
beforeEach(() => {
  // Sliders ask how large their thumb is; jsdom has no layout to answer from.
  vi.stubGlobal(
    'ResizeObserver',
    class {
      observe = () => undefined;
      unobserve = () => undefined;
      disconnect = () => undefined;
    },
  );
  // jsdom draws nothing: what is asked of the canvas is kept.
  const context = { fillRect, fillStyle: '', globalAlpha: 1 };
  vi.spyOn(HTMLCanvasElement.prototype, 'getContext').mockImplementation((() => context) as never);
});
afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
  fillRect.mockClear();
});

describe('AudioPanel', () => {
  it('has a strip for everyone who is backstage or on stage, and none for the waiting room', () => {
    show();
    expect(within(screen.getByRole('region', { name: 'Robin' })).getByText('on stage')).toBeVisible();
    expect(within(screen.getByRole('region', { name: 'Sasha' })).getByText('backstage')).toBeVisible();
    expect(screen.queryByRole('region', { name: 'Waiting' })).toBeNull();
  });

  it('draws sixty meters a second without rendering once', () => {
    vi.useFakeTimers({ toFake: ['requestAnimationFrame', 'cancelAnimationFrame'] });
    vi.spyOn(HTMLCanvasElement.prototype, 'clientWidth', 'get').mockReturnValue(300);
    const renders = vi.fn();
    let level = -60;
    const readMeter = vi.fn(() => {
      level = level > -6 ? -60 : level + 0.5;
      return { peakDb: level, rmsDb: level - 9, holdDb: level, heldMs: 0, reductionDb: 0 };
    });
    show({ mixer: { readMeter }, onRender: renders });
    const before = renders.mock.calls.length;
    vi.advanceTimersByTime(1_000);
    expect(readMeter.mock.calls.length).toBeGreaterThanOrEqual(2 * 59);
    expect(fillRect.mock.calls.length).toBeGreaterThan(100);
    expect(renders.mock.calls.length).toBe(before);
  });
});

describe('a fader', () => {
  const fader = () => screen.getByRole('slider', { name: 'Level of Robin' });

  it.each([
    ['{ArrowUp}', 0.5],
    ['{ArrowLeft}', -0.5],
    ['{PageDown}', -3],
    ['{Home}', -60],
    ['{End}', 12],
  ])('moves with %s to %f dB', async (key, gainDb) => {
    const { commands } = show();
    act(() => fader().focus());
    await userEvent.keyboard(key);
    expect(commands).toEqual([{ type: 'seat.setGain', seatId: 'Robin', gainDb }]);
  });

  it('goes back to 0 dB with the key 0 and with a double click', async () => {
    const { commands } = show({
      state: after(people, { type: 'seat.setGain', seatId: 'Robin', gainDb: -20 }),
    });
    expect(fader()).toHaveAttribute('aria-valuetext', '-20 dB');
    act(() => fader().focus());
    await userEvent.keyboard('0');
    fireEvent.doubleClick(fader());
    expect(commands).toEqual(Array(2).fill({ type: 'seat.setGain', seatId: 'Robin', gainDb: 0 }));
  });

  it('says that it is shut at its end', () => {
    show({ state: after(people, { type: 'seat.setGain', seatId: 'Robin', gainDb: -60 }) });
    expect(fader()).toHaveAttribute('aria-valuetext', '-∞ dB');
  });

  it('is for those who may mix', async () => {
    const { commands } = show({ role: 'host' });
    act(() => fader().focus());
    await userEvent.keyboard('{ArrowUp}');
    expect(commands).toEqual([]);
    expect(screen.queryByRole('button', { name: 'Level: Robin' })).toBeNull();
    expect(screen.getByRole('button', { name: /Solo in your headphones: Robin/ })).toBeEnabled();
  });
});

describe('solo', () => {
  it('is this producer’s alone: nothing is sent, and who is heard is said until it ends', async () => {
    const { runtime, commands } = show();
    await userEvent.click(screen.getByRole('button', { name: 'Solo in your headphones: Robin' }));
    await userEvent.click(screen.getByRole('button', { name: 'Solo in your headphones: Sasha' }));
    expect(screen.getByText('You hear only Robin and Sasha.')).toBeVisible();
    expect([...runtime.solo.get()]).toEqual(['Robin', 'Sasha']);
    await userEvent.click(screen.getByRole('button', { name: 'Hear everyone' }));
    expect(runtime.solo.get().size).toBe(0);
    expect(commands).toEqual([]);
  });
});

describe('the sound of a person', () => {
  it('is set for all producers, one choice leaving the others as they are', async () => {
    const sound = { delayMs: 120, compressor: 'off', gate: 'light', ducksScreen: false } as const;
    const { commands } = show({ state: after(people, { type: 'seat.setSound', seatId: 'Robin', sound }) });
    expect(screen.getByText('Gate light · 120 ms late')).toBeVisible();
    await userEvent.click(screen.getByRole('button', { name: 'Sound of Robin' }));
    await userEvent.selectOptions(screen.getByLabelText('Compressor'), 'voice');
    expect(commands).toEqual([
      { type: 'seat.setSound', seatId: 'Robin', sound: { ...sound, compressor: 'voice' } },
    ]);
  });
});

describe('Level', () => {
  const press = async (result: SpeechResult | null, state = people) => {
    const told = { success: vi.spyOn(toast, 'success'), error: vi.spyOn(toast, 'error') };
    const measureSpeech = vi.fn(async () => result);
    const { commands } = show({ state, mixer: { measureSpeech } });
    await userEvent.click(screen.getByRole('button', { name: 'Level: Robin' }));
    return { commands, measureSpeech, told };
  };

  it('sets the fader by what it heard and says so', async () => {
    const result = { status: 'heard', speechLufs: -31, gainDb: 11, shortDb: 0 } as const;
    const { commands, told, measureSpeech } = await press(result);
    expect(measureSpeech).toHaveBeenCalledWith('camera:Robin', expect.anything());
    expect(commands).toEqual([{ type: 'seat.setGain', seatId: 'Robin', gainDb: 11 }]);
    expect(told.success).toHaveBeenCalledWith(expect.stringContaining('-31.0 LUFS'));
  });

  it('leaves the fader alone when nobody spoke, and says what to do', async () => {
    const { commands, told } = await press({ status: 'no-speech' });
    expect(commands).toEqual([]);
    expect(told.error).toHaveBeenCalledWith(expect.stringContaining('press Level while they talk'));
  });

  it('says why it cannot listen to somebody muted', async () => {
    const muted = after(people, { type: 'seat.setProducerMute', seatId: 'Robin', muted: true });
    const { measureSpeech } = await press(null, muted);
    expect(measureSpeech).not.toHaveBeenCalled();
    expect(screen.getByRole('button', { name: 'Level: Robin' })).toHaveAccessibleDescription(
      'Robin is muted: lift your mute first',
    );
  });
});

describe('warnings', () => {
  it('stay until they are cleared, and tell whose work it is', async () => {
    const clips = createStore<Clips>({});
    const clearClip = vi.fn();
    show({ mixer: { clips, clearClip } });
    act(() => clips.set({ 'camera:Robin': 'source', program: 'hot' }));
    expect(screen.getByText(/Ask Robin to turn their microphone down/)).toBeVisible();
    expect(screen.getByText(/The limiter works hard/)).toBeVisible();
    await userEvent.click(screen.getByRole('button', { name: 'Clear the warning: Robin' }));
    expect(clearClip).toHaveBeenCalledWith('camera:Robin');
  });
});

describe('loudness', () => {
  it('says in words what it means for the chosen target, and remembers the choice', async () => {
    window.localStorage.clear();
    const loudness = { momentaryLufs: -12.34, shortTermLufs: -Infinity, integratedLufs: -17 };
    const silence = { peakDb: -90, rmsDb: -90, holdDb: -90, heldMs: 0, reductionDb: 0 };
    const mixer = { readProgram: () => ({ ...silence, loudness }) };
    show({ mixer });
    expect(await screen.findByText('3 LU too quiet for YouTube.')).toBeVisible();
    expect(screen.getByText('-12.3')).toBeVisible();
    await userEvent.selectOptions(screen.getByLabelText('Loudness target'), '-23');
    expect(screen.getByText('6 LU too loud for broadcast.')).toBeVisible();
    cleanup();
    show({ mixer });
    expect(await screen.findByText('6 LU too loud for broadcast.')).toBeVisible();
    window.localStorage.clear();
  });
});

describe('where this producer hears', () => {
  it('says why there is no choice', () => {
    show();
    expect(screen.getByText(/names outputs only after a microphone was allowed/)).toBeVisible();
  });
});

it('says who is pressed flat all the time, and what to do', () => {
  show({ mixer: { strained: createStore(new Set(['camera:Robin', 'program'])) } });
  expect(within(screen.getByRole('region', { name: 'Robin' })).getByText(/softer compressor/)).toBeVisible();
  expect(within(screen.getByRole('region', { name: 'Sasha' })).queryByText(/softer compressor/)).toBeNull();
  expect(screen.getByText(/limiter presses the program/)).toBeVisible();
});

it('stands still while another producer moves a fader, and says who', () => {
  const { runtime } = show();
  const store = runtime.connection as unknown as ReturnType<typeof fakeStudio>['show'];
  act(() => store.set({ ...store.get(), presence: [otherProducer('seat:Robin/gain')] }));
  expect(screen.getByRole('slider', { name: 'Level of Robin' })).toHaveAttribute('data-disabled');
  expect(screen.getByRole('slider', { name: 'Level of Sasha' })).not.toHaveAttribute('data-disabled');
  expect(screen.getByTitle('Ben is editing')).toBeVisible();
});
