import { describe, expect, it } from 'vitest';
import { createChatReads } from './chat-reads';

const memory = (initial: Record<string, string> = {}) => {
  const kept = { ...initial };
  return {
    kept,
    getItem: (key: string) => kept[key] ?? null,
    setItem: (key: string, value: string) => void (kept[key] = value),
  };
};

describe('createChatReads', () => {
  it('remembers over a reload how far each conversation was read, and never goes back', () => {
    const storage = memory();
    const reads = createChatReads(storage, 'show1');
    reads.read('everyone', 20);
    reads.read('everyone', 10);
    reads.read('seat:s1', 5);
    expect(createChatReads(storage, 'show1').get()).toEqual({ everyone: 20, 'seat:s1': 5 });
    expect(createChatReads(storage, 'show2').get()).toEqual({});
  });

  it('does without a storage that refuses or holds nonsense', () => {
    const refusing = {
      getItem: () => {
        throw new Error('off');
      },
      setItem: () => {
        throw new Error('full');
      },
    };
    const reads = createChatReads(refusing, 'show1');
    reads.read('everyone', 1);
    expect(reads.get()).toEqual({ everyone: 1 });
    expect(createChatReads(memory({ 'stream-buddy.chat-read.x': '{"a":"b"}' }), 'x').get()).toEqual({});
  });
});
