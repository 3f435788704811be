import { AudioBufferSink } from 'mediabunny';
import { openMedia } from './open-media';

export interface SoundPiece {
  /** From the beginning of the file. */
  atMs: number;
  buffer: AudioBuffer;
}

/** The sound of one file. */
export interface SoundSource {
  durationMs: number;
  /** In order, the first is the one that sounds at `fromMs`. */
  pieces: (fromMs: number) => AsyncGenerator<SoundPiece>;
  close: () => void;
}

/** @throws when the file cannot be fetched, read or decoded here. */
export async function openSound(assetId: string): Promise<SoundSource> {
  const input = openMedia(assetId);
  try {
    const track = await input.getPrimaryAudioTrack();
    if (!track) throw new Error('This file has no sound.');
    if (!(await track.canDecode())) throw new Error('This browser cannot decode the sound of this file.');
    const sink = new AudioBufferSink(track);
    return {
      durationMs: (await track.computeDuration()) * 1000,
      pieces: async function* (fromMs) {
        for await (const { buffer, timestamp } of sink.buffers(fromMs / 1000))
          yield { atMs: timestamp * 1000, buffer };
      },
      close: () => input.dispose(),
    };
  } catch (error) {
    input.dispose();
    throw error;
  }
}
