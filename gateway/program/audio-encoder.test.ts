import { beforeEach, describe, expect, it } from 'vitest';
import { waitFor } from '@/gateway/testing/wait-for';
import { AacEncoder } from './aac-encoder';
import { AudioEncoder } from './audio-encoder';
import type { AudioConfig, ProgramAudio } from './program-media';

/** 20 ms of stereo silence as libopus writes it in CELT (RFC 6716 §3.1: config 31, stereo, one frame). */
const OPUS_SILENCE = Buffer.from([0xfc, 0xff, 0xfe]);
const PACKET_MS = 20;
const FRAME_MS = 1024 / 48;

let frames: ProgramAudio[];
let configs: AudioConfig[];
let encoder: AudioEncoder;

beforeEach(async () => {
  frames = [];
  configs = [];
  const failures: unknown[] = [];
  encoder = new AudioEncoder({
    onConfig: (config) => configs.push(config),
    onFrame: (frame) => frames.push(frame),
    onFailed: (error) => failures.push(error),
  });
  await waitFor('the codecs', () => {
    if (failures.length > 0) throw failures[0];
    return encoder.isReady;
  });
});

function push(fromMs: number, packets: number): void {
  for (let index = 0; index < packets; index += 1) encoder.pushOpus(OPUS_SILENCE, fromMs + index * PACKET_MS);
}

function stepsMs(): number[] {
  return frames.slice(1).map((frame, index) => frame.timeMs - (frames[index]?.timeMs ?? NaN));
}

const expectUnbroken = (): void => {
  for (const stepMs of stepsMs()) expect(stepMs).toBeCloseTo(FRAME_MS, 6);
};

describe('the sound of a program', () => {
  it('is coded by the search that takes a third of the time: the installed package lets us choose it', async () => {
    expect((await AacEncoder.load(128_000)).isFast).toBe(true);
  });

  it('says what a decoder must know before its first frame: AAC-LC, 48 kHz, stereo', () => {
    expect(frames).toEqual([]);
    expect(configs).toHaveLength(1);
    // ISO/IEC 14496-3 §1.6.2.1: object type 2, frequency index 3, channels 2.
    expect(configs[0]?.audioSpecificConfig.subarray(0, 2)).toEqual(Buffer.from([0x11, 0x90]));
    expect(configs[0]?.kbps).toBe(128);
  });

  it('comes out while it goes in: after a second only what fills no frame, and the frame being overlapped, is inside', () => {
    push(1_000, 50);
    expect(frames).toHaveLength(Math.floor(1_000 / FRAME_MS) - 1);
    expect(encoder.endMs).toBe(2_000);
    expect(frames[0]?.timeMs).toBeCloseTo(1_000 - FRAME_MS, 6);
    expectUnbroken();
  });

  it('goes on in one count over a hole, which becomes silence', () => {
    push(0, 50);
    push(3_000, 50);
    expect(encoder.endMs).toBe(4_000);
    expect(frames).toHaveLength(Math.floor(4_000 / FRAME_MS) - 1);
    expectUnbroken();
  });

  it('takes what overlaps only from where nothing was written', () => {
    push(0, 50);
    push(500, 25);
    expect(encoder.endMs).toBe(1_000);
    encoder.pushOpus(OPUS_SILENCE, 990);
    expect(encoder.endMs).toBe(1_010);
    expectUnbroken();
  });

  it('answers the rounding of clocks with a few samples, never with silence or a cut', () => {
    for (let index = 0; index < 50; index += 1)
      encoder.pushOpus(OPUS_SILENCE, index * PACKET_MS + (index % 2) * 4);
    // At most 5 samples a packet, and they even out.
    expect(Math.abs((encoder.endMs ?? 0) - 1_000)).toBeLessThanOrEqual(5 / 48);
    expectUnbroken();
  });

  it('is filled with silence up to a time, in whole pieces of 20 ms', () => {
    push(0, 10);
    encoder.fillSilence(1_015);
    expect(encoder.endMs).toBe(1_000);
    encoder.fillSilence(900);
    expect(encoder.endMs).toBe(1_000);
    expectUnbroken();
  });

  it('never makes more than 5 s of silence at once, however long the machine slept', () => {
    push(0, 50);
    const before = frames.length;
    encoder.fillSilence(3_600_000);
    expect(encoder.endMs).toBe(3_600_000);
    expect(frames.length - before).toBeLessThanOrEqual(5_000 / FRAME_MS + 2);
    for (const stepMs of stepsMs()) expect(stepMs).toBeGreaterThan(FRAME_MS - 1e-6);
    const after = frames.length;
    push(3_600_000, 50);
    expect(frames.at(-1)?.timeMs).toBeGreaterThan(3_600_900);
    expect(frames.length - after).toBeGreaterThanOrEqual(Math.floor(1_000 / FRAME_MS) - 1);
  });

  it('survives a packet that is no Opus, and counts it', () => {
    push(0, 5);
    encoder.pushOpus(Buffer.from([0xff, 0xff, 0xff, 0xff]), 100);
    push(120, 45);
    expect(encoder.opusUndecodable).toBe(1);
    expect(encoder.endMs).toBe(1_020);
    expectUnbroken();
  });
});
