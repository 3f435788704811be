import { describe, expect, it, vi } from 'vitest';
import type { H264Frame } from '@/gateway/core/h264/depacketizer';
import type { RtpHeader } from '@/gateway/core/rtp/packet';
import { SLATE_AFTER_MS } from '@/gateway/core/slate/plan-fill';
import type { ProgramVideo } from './program-media';
import type { SourcePublisher } from './source';
import { Source } from './source';

const bytes = (hex: string): Buffer => Buffer.from(hex.replaceAll(' ', ''), 'hex');
/** Chromium's OpenH264, 1280x720. */
const SPS = bytes('67 42 c0 20 8c 8d 40 28 02 dd 37 01 0d 01 07 84 42 35');
const PPS = bytes('68 ce 3c 80');
const IDR = bytes('65 b8 00 02 00 00 03 02 79 31 40 00 47 7e');
const DELTA = bytes('61 e0 00 40 00 be 40 fe 03 16 08 60 92 28');
/** x264, 320x180, high profile with two reordered pictures. */
const SPS_WITH_B = bytes('67 64 00 0d ac d9 41 41 9f 9f 01 10 00 00 03 00 10 00 00 03 03 c0 f1 42 99 60');
/** 20 ms of silence in Opus. */
const OPUS = bytes('fc ff fe');

const FRAME_MS = 1000 / 30;
const COUNTERS = {
  bytesReceived: 0,
  packetsMalformed: 0,
  nacksSent: 0,
  packetsRecovered: 0,
  packetsLost: 0,
  keyframeRequests: 0,
  opusConcealed: 0,
  refusedForBFrames: 0,
};

interface FakePublisher extends SourcePublisher {
  closedFor: string | null;
  asked: number;
}

function fakePublisher(sessionId: string, lease: number, hasVideo = true): FakePublisher {
  const publisher: FakePublisher = {
    ...{ sessionId, lease, hasVideo, counters: COUNTERS, videoBytes: 0, audioBytes: 0 },
    ...{ closedFor: null, asked: 0 },
    addCandidate: () => undefined,
    requestKeyframe: () => void (publisher.asked += 1),
    close: (reason) => void (publisher.closedFor = reason),
  };
  return publisher;
}

/** Time is this test's; the codecs are real. */
async function startSource() {
  const log: string[] = [];
  const out: ProgramVideo[] = [];
  let sounds = 0;
  let quietMs = 0;
  let changes = 0;
  let nowMs = 0;
  const advance = (ms: number): void => void (nowMs += ms);
  const source = new Source(
    {
      onVideo: (frame) => out.push(frame),
      onAudio: () => (sounds += 1),
      onRtp: (kind) => log.push(kind),
      onRtpBegins: (kind, streamId, opening) =>
        log.push(`${kind} of ${streamId} begins with ${opening.length}`),
      onStandIn: ({ isKeyframe }) => log.push(isKeyframe ? 'stand-in key frame' : 'stand-in'),
      onQuiet: (packets) => void (quietMs += packets * 20),
      onChange: () => void (changes += 1),
      onFailed: (error) => {
        throw error;
      },
    },
    () => nowMs,
  );
  // The codecs load in some 20 ms; a machine that does much else takes its time.
  await vi.waitFor(() => expect(source.audioConfig).not.toBe(null), { timeout: 20_000 });
  let timestamp = 0;
  const header = (ofTimestamp: number): RtpHeader => ({
    ...{ marker: true, payloadType: 96, sequence: 0, timestamp: ofTimestamp, ssrc: 1 },
    ...{ extensionProfile: 0, extensionOffset: 0, extensionLength: 0, payloadOffset: 0, payloadLength: 1 },
    paddingLength: 0,
  });
  /** One picture in one packet, 33 ms after the one before, as a publisher tells of it. */
  const picture = (from: SourcePublisher, isKeyframe: boolean, sps = SPS): void => {
    advance(FRAME_MS);
    timestamp += 3_000;
    source.noteRtp(from, 'video', { bytes: IDR, header: header(timestamp) });
    const frame: H264Frame = isKeyframe
      ? { timestamp, isKeyframe, nals: [IDR], sps, pps: PPS }
      : { timestamp, isKeyframe, nals: [DELTA], sps: null, pps: null };
    source.noteFrame(from, frame);
  };
  const sound = (from: SourcePublisher, untilMs: number): void => {
    for (let ms = 0; ms < untilMs; ms += 20) {
      advance(20);
      source.noteRtp(from, 'audio', { bytes: OPUS, header: header(ms * 48) });
      source.noteOpus(from, OPUS, ms * 48);
      if (ms % 60 === 0) source.tick();
    }
  };
  return {
    ...{ source, log, out, advance, picture, sound },
    ...{ sounds: () => sounds, quietMs: () => quietMs, changes: () => changes },
  };
}

describe('a publisher that takes over', () => {
  it('does so at its first key frame when its parameter sets rule out B pictures', async () => {
    const { source, picture } = await startSource();
    const [first, second] = [fakePublisher('first', 1), fakePublisher('second', 2)];
    source.offer(first);
    picture(first, true);
    source.offer(second);
    picture(first, false);
    expect(first.closedFor).toBe(null);
    picture(second, true);
    expect(first.closedFor).toBe('replaced');
  });

  it('[WH12] shows half a second of pictures first when B pictures are possible, and leaves the other on air', async () => {
    const { source, picture } = await startSource();
    const [first, second] = [fakePublisher('first', 1), fakePublisher('second', 2)];
    source.offer(first);
    picture(first, true);
    source.offer(second);
    for (let index = 0; index < 20; index += 1) {
      picture(first, false);
      picture(second, index === 0, SPS_WITH_B);
    }
    expect(first.closedFor).toBe(null);
    expect(second.asked).toBeGreaterThan(0);
    picture(second, true, SPS_WITH_B);
    expect(first.closedFor).toBe('replaced');
  });

  it('[WH12] does not wait when nothing is on air, nor when what is on air was not heard for 300 ms', async () => {
    const { source, advance, picture } = await startSource();
    const [first, second] = [fakePublisher('first', 1), fakePublisher('second', 2)];
    source.offer(first);
    picture(first, true, SPS_WITH_B);
    picture(first, false);
    expect(source.status()).toMatchObject({ status: 'connected', sessionId: 'first' });
    source.offer(second);
    advance(400);
    picture(second, true, SPS_WITH_B);
    expect(source.status()).toMatchObject({ status: 'connected', sessionId: 'second' });
  });
});

describe('what is told of a source', () => {
  it('is that nothing is heard of it, 300 ms after its last packet and long before a picture counts as held', async () => {
    const { source, advance, picture, changes } = await startSource();
    const publisher = fakePublisher('one', 1);
    source.offer(publisher);
    picture(publisher, true);
    source.tick();
    expect(source.status()).toMatchObject({ isHeard: true });
    const before = changes();
    for (let ms = 0; ms < 350; ms += 50) {
      advance(50);
      source.tick();
    }
    expect(source.status()).toMatchObject({ isHeard: false });
    expect(source.pictureStatus).toBe('source');
    expect(changes()).toBe(before + 1);
    picture(publisher, false);
    expect(source.status()).toMatchObject({ isHeard: true });
  });

  it('is what its pictures took longer than the quickest, and no skew before both tracks reported', async () => {
    const { source, advance, picture } = await startSource();
    const publisher = fakePublisher('one', 1);
    source.offer(publisher);
    picture(publisher, true);
    for (let index = 0; index < 100; index += 1) picture(publisher, false);
    expect(source.status()).toMatchObject({ waitMs: 0, skewMs: null });
    advance(40);
    for (let index = 0; index < 60; index += 1) picture(publisher, false);
    const status = source.status();
    expect(status.status === 'connected' && status.waitMs).toBeGreaterThan(30);
  });
});

describe('what viewers get of a source', () => {
  it('[WE6] is its own packets, from a whole key frame on, and what stands in while it sends none', async () => {
    const { source, log, advance, picture } = await startSource();
    const publisher = fakePublisher('one', 1);
    source.offer(publisher);
    source.noteStreamBegins(publisher, 'video', 7);
    picture(publisher, true);
    picture(publisher, false);
    expect(log).toEqual(['audio of one begins with 0', 'video of one/7 begins with 1', 'video']);
    log.length = 0;
    for (let ms = 0; ms < 4_000; ms += 50) {
      advance(50);
      source.tick();
    }
    // Fillers of the hiccup are nobody's business who has the source's packets.
    expect(log[0]).toBe('stand-in key frame');
    expect(new Set(log)).toEqual(new Set(['stand-in key frame', 'stand-in']));
    log.length = 0;
    picture(publisher, false);
    picture(publisher, true);
    picture(publisher, false);
    expect(log).toEqual(['video of one/7 begins with 1', 'video']);
  });

  it('[WE8] is silence as long as it sends no sound, from 1.5 s on, whatever its picture does', async () => {
    const { source, picture, sound, quietMs } = await startSource();
    const publisher = fakePublisher('one', 1);
    const pictures = (count: number): void => {
      for (let index = 0; index < count; index += 1) {
        picture(publisher, index === 0);
        source.tick();
      }
    };
    source.offer(publisher);
    pictures(1);
    sound(publisher, 1_000);
    pictures(40);
    expect(quietMs()).toBe(0);
    pictures(60);
    expect(quietMs()).toBeGreaterThan(1_700);
    expect(quietMs()).toBeLessThan(2_000);
    const before = quietMs();
    sound(publisher, 1_000);
    pictures(30);
    expect(quietMs()).toBe(before);
  });

  it('[WH17] begins anew when the stream of a session changes', async () => {
    const { source, log, picture } = await startSource();
    const publisher = fakePublisher('one', 1);
    source.offer(publisher);
    picture(publisher, true);
    log.length = 0;
    source.noteStreamBegins(publisher, 'video', 8);
    picture(publisher, false);
    picture(publisher, true);
    expect(log).toEqual(['video of one/8 begins with 1']);
  });
});

describe('a publisher with sound alone', () => {
  it('[WH18] is on air at once, with black in the place of its picture', async () => {
    const { source, log, out, sound, sounds } = await startSource();
    const radio = fakePublisher('radio', 1, false);
    source.offer(radio);
    sound(radio, 5_000);
    expect(source.hasStarted).toBe(true);
    expect(source.status()).toMatchObject({ status: 'connected', width: 1280, height: 720 });
    expect(out[0]).toMatchObject({ isKeyframe: true, config: { width: 1280, height: 720 } });
    const gaps = out.slice(1).map(({ timeMs }, index) => timeMs - (out[index]?.timeMs ?? 0));
    expect(Math.max(...gaps)).toBeLessThanOrEqual(300);
    expect(out.filter(({ isKeyframe }) => isKeyframe).length).toBeGreaterThanOrEqual(3);
    // AAC frames of 21.3 ms, but for what the encoder holds back.
    expect(sounds()).toBeGreaterThan(220);
    expect(log.filter((entry) => entry === 'audio').length).toBeGreaterThan(240);
    expect(log).toContain('stand-in key frame');
  });

  it('[WH18] takes over from one with a picture, and gives way to its next key frame', async () => {
    const { source, out, picture, sound } = await startSource();
    const [first, radio, last] = [fakePublisher('a', 1), fakePublisher('b', 2, false), fakePublisher('c', 3)];
    source.offer(first);
    picture(first, true);
    const [{ config: ofSource }] = out as [ProgramVideo];
    source.offer(radio);
    sound(radio, 500);
    expect(first.closedFor).toBe('replaced');
    const standsIn = out.at(-1)!.config;
    expect(standsIn).toMatchObject({ width: 1280, height: 720 });
    expect(standsIn.sps.equals(ofSource.sps)).toBe(false);
    source.offer(last);
    picture(last, true);
    expect(out.at(-1)!.config.sps.equals(SPS)).toBe(true);
  });

  it('[WH18] that offered a picture too has 5 s for it', async () => {
    const { source, log, picture, sound } = await startSource();
    const publisher = fakePublisher('late', 1);
    source.offer(publisher);
    sound(publisher, SLATE_AFTER_MS - 100);
    expect(source.hasStarted).toBe(false);
    sound(publisher, 200);
    expect(source.hasStarted).toBe(true);
    expect(source.pictureStatus).toBe('slate');
    source.noteStreamBegins(publisher, 'video', 5);
    log.length = 0;
    picture(publisher, true);
    expect(source.pictureStatus).toBe('source');
    expect(log).toEqual(['video of late/5 begins with 1']);
  });
});
