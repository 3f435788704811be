import { describe, expect, it } from 'vitest';
import { liveBytes } from '@/scripts/fuzz/heap';
import { RtmpChunkReader } from './chunk-reader';
import type { RtmpMessage } from './chunk-writer';
import { writeRtmpMessage, writeRtmpPieces } from './chunk-writer';
import { commandMessage, parseCommand, pongFor, setChunkSizeMessage } from './messages';

const message = (length: number, timestampMs = 5): RtmpMessage => ({
  chunkStreamId: 6,
  typeId: 9,
  streamId: 1,
  timestampMs,
  payload: Buffer.alloc(length, 7),
});

describe('RTMP chunks', () => {
  it.each([
    ['empty', 0, 128, 5],
    ['one chunk', 100, 128, 5],
    ['exactly two chunks', 256, 128, 5],
    ['many chunks', 100_000, 60_000, 5],
    ['a timestamp past 24 bits', 300, 128, 0x1000000],
    ['the last timestamp before it wraps', 300, 128, 0xffffffff],
  ])('come together again: %s', (_name, length, chunkBytes, timestampMs) => {
    const reader = new RtmpChunkReader(1_000_000);
    if (chunkBytes !== 128) reader.push(writeRtmpMessage(setChunkSizeMessage(chunkBytes), 128));
    const bytes = writeRtmpMessage(message(length, timestampMs), chunkBytes);
    const messages: RtmpMessage[] = [];
    // One byte at a time: nothing may depend on how TCP cuts.
    for (const byte of bytes) messages.push(...reader.push(Buffer.from([byte])).messages);
    expect(messages).toEqual([message(length, timestampMs)]);
  });

  it('are written as pieces of the payload itself, which is copied for no destination', () => {
    const whole = message(100_000);
    const pieces = writeRtmpPieces([whole], 60_000);
    expect(pieces.map(({ length }) => length)).toEqual([12, 60_000, 1, 40_000]);
    for (const piece of [pieces[1], pieces[3]]) expect(piece?.buffer).toBe(whole.payload.buffer);
  });

  it('are joined with small ones before them, which become one piece', () => {
    const sent = [message(300), message(400), message(20_000), message(0), message(1_024)];
    const pieces = writeRtmpPieces(sent, 60_000);
    expect(pieces.map(({ length }) => length)).toEqual([12 + 300 + 12 + 400 + 12, 20_000, 12 + 12 + 1_024]);
    const reader = new RtmpChunkReader(1_000_000);
    reader.push(writeRtmpMessage(setChunkSizeMessage(60_000), 128));
    expect(reader.push(Buffer.concat(pieces)).messages).toEqual(sent);
  });

  it('reads interleaved messages and deltas of formats 1, 2 and 3', () => {
    const reader = new RtmpChunkReader(1_000);
    const bytes = Buffer.from([
      0x04, 0, 0, 10, 0, 0, 1, 8, 1, 0, 0, 0, 0xaa, // format 0, stream 4, time 10, 1 byte of audio
      0x44, 0, 0, 20, 0, 0, 2, 8, 0xbb, 0xbb, // format 1: 20 later, 2 bytes
      0x84, 0, 0, 5, 0xcc, 0xcc, // format 2: 5 later, same length
      0xc4, 0xdd, 0xdd, // format 3: again 5 later
    ]); // prettier-ignore
    const { messages } = reader.push(bytes);
    expect(
      messages.map(({ timestampMs, payload }) => [timestampMs, Buffer.from(payload).toString('hex')]),
    ).toEqual([
      [10, 'aa'],
      [30, 'bbbb'],
      [35, 'cccc'],
      [40, 'dddd'],
    ]);
  });

  it.each<[string, number[], string]>([
    ['a message of 16 MB', [0x03, 0, 0, 0, 0xff, 0xff, 0xff, 20, 0, 0, 0, 0], 'message-too-large'],
    ['a continuation of nothing', [0xc3, 1, 2, 3], 'no-previous-header'],
    ['a chunk size of 0', [0x02, 0, 0, 0, 0, 0, 4, 1, 0, 0, 0, 0, 0, 0, 0, 0], 'bad-chunk-size'],
    ['a negative chunk size', [0x02, 0, 0, 0, 0, 0, 4, 1, 0, 0, 0, 0, 0x80, 0, 0, 0], 'bad-chunk-size'],
  ])('refuses %s', (_name, bytes, reason) => {
    const reader = new RtmpChunkReader(65_536);
    expect(reader.push(Buffer.from(bytes))).toMatchObject({ ok: false, reason });
    expect(reader.push(writeRtmpMessage(message(1), 128))).toMatchObject({ ok: false });
  });

  it('refuses a peer that opens chunk streams without end', () => {
    const reader = new RtmpChunkReader(65_536);
    const results = Array.from({ length: 40 }, (_, index) =>
      reader.push(writeRtmpMessage({ ...message(1), chunkStreamId: index + 2 }, 128)),
    );
    expect(results.at(-1)).toMatchObject({ ok: false, reason: 'too-many-chunk-streams' });
  });

  it('holds no more than it was sent, though it comes in chunks of one byte', () => {
    const reader = new RtmpChunkReader(200_000);
    reader.push(writeRtmpMessage(setChunkSizeMessage(1), 128));
    const bytes = writeRtmpMessage(message(150_000), 1);
    const before = liveBytes();
    expect(reader.push(bytes.subarray(0, -10))).toEqual({ ok: true, messages: [] });
    expect(liveBytes() - before).toBeLessThan(1_500_000);
    expect(reader.push(bytes.subarray(-10)).messages).toEqual([message(150_000)]);
  });

  it('survives any bytes', () => {
    let seed = 3;
    const next = (): number => (seed = (seed * 1103515245 + 12345) & 0x7fffffff);
    for (let round = 0; round < 2000; round += 1) {
      const reader = new RtmpChunkReader(4_096);
      const { messages } = reader.push(
        Buffer.from(Array.from({ length: next() % 200 }, () => (next() >> 8) & 0xff)),
      );
      for (const item of messages) parseCommand(item);
    }
  });

  it('gives null for commands that are none', () => {
    expect(parseCommand(message(4))).toBeNull();
    expect(parseCommand({ ...message(4), typeId: 20 })).toBeNull();
    expect(parseCommand(commandMessage({ name: 'onStatus', transactionId: 0, args: [null] }))).toEqual({
      name: 'onStatus',
      transactionId: 0,
      args: [null],
    });
  });

  it('answers a ping with its own bytes, and nothing else', () => {
    expect(Buffer.from(pongFor(Buffer.from([0, 6, 1, 2, 3, 4]))?.payload ?? []).toString('hex')).toBe(
      '000701020304',
    );
    expect(pongFor(Buffer.from([0, 0, 0, 0, 0, 1]))).toBeNull();
    expect(pongFor(Buffer.from([0, 6]))).toBeNull();
  });
});
