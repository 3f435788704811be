import { expect, it, vi } from 'vitest';
import { createLocalPublisher } from './local-publisher';

/** A track as far as the publisher looks at one. */
function fakeTrack(id: string, settings: MediaTrackSettings = {}) {
  const make = (): MediaStreamTrack =>
    ({
      id,
      readyState: 'live',
      enabled: true,
      contentHint: '',
      stop: vi.fn(),
      clone: make,
      getSettings: () => settings,
    }) as unknown as MediaStreamTrack;
  return make();
}

function fakeParticipant() {
  const log: string[] = [];
  const clones: MediaStreamTrack[] = [];
  const bitrates: number[] = [];
  const participant = {
    publishTrack: async (
      track: MediaStreamTrack,
      { source, videoEncoding }: { source: string; videoEncoding?: { maxBitrate: number } },
    ) => {
      if (videoEncoding) bitrates.push(videoEncoding.maxBitrate);
      log.push(`publish ${source} ${track.id} ${track.enabled ? 'open' : 'silent'}`);
      clones.push(track);
      return {
        mute: async () => void log.push(`mute ${source}`),
        unmute: async () => void log.push(`unmute ${source}`),
      };
    },
    unpublishTrack: async (track: MediaStreamTrack) => void log.push(`unpublish ${track.id}`),
  };
  return { log, clones, bitrates, participant: participant as never };
}

it('publishes a muted microphone silent from its first packet', async () => {
  const { log, participant } = fakeParticipant();
  const publisher = createLocalPublisher();
  publisher.put('microphone', { track: fakeTrack('mic'), muted: true });
  publisher.attach(participant);
  await vi.waitFor(() => expect(log).toEqual(['publish microphone mic silent', 'mute microphone']));
});

it('silences at once, before the room has heard of it', async () => {
  const { log, clones, participant } = fakeParticipant();
  const publisher = createLocalPublisher();
  const track = fakeTrack('mic');
  publisher.attach(participant);
  publisher.put('microphone', { track, muted: false });
  await vi.waitFor(() => expect(log).toHaveLength(1));
  publisher.put('microphone', { track, muted: true });
  expect(clones[0]?.enabled).toBe(false);
  expect(track.enabled).toBe(true);
  await vi.waitFor(() => expect(log).toContain('mute microphone'));
});

it('publishes everything again, with the same mute, in a rebuilt room', async () => {
  const first = fakeParticipant();
  const publisher = createLocalPublisher();
  publisher.put('camera', { track: fakeTrack('cam'), muted: false });
  publisher.put('microphone', { track: fakeTrack('mic'), muted: true });
  publisher.attach(first.participant);
  await vi.waitFor(() => expect(first.log).toHaveLength(3));
  publisher.detach();
  const second = fakeParticipant();
  publisher.attach(second.participant);
  await vi.waitFor(() => expect(second.log).toEqual(first.log));
});

it('takes a changed camera off before it puts the new one on', async () => {
  const { log, participant } = fakeParticipant();
  const publisher = createLocalPublisher();
  publisher.attach(participant);
  publisher.put('camera', { track: fakeTrack('one'), muted: false });
  await vi.waitFor(() => expect(log).toHaveLength(1));
  publisher.put('camera', { track: fakeTrack('two'), muted: false });
  await vi.waitFor(() =>
    expect(log).toEqual(['publish camera one open', 'unpublish one', 'publish camera two open']),
  );
});

it('spends no more bits on a camera than its picture can use, and all on 720p', async () => {
  for (const [height, maxBitrate] of [
    [360, 800_000],
    [480, 1_200_000],
    [720, 1_700_000],
  ] as const) {
    const { bitrates, participant } = fakeParticipant();
    const publisher = createLocalPublisher();
    publisher.attach(participant);
    publisher.put('camera', { track: fakeTrack('cam', { height }), muted: false });
    await vi.waitFor(() => expect(bitrates).toEqual([maxBitrate]));
  }
});
