/** Functions that run in a page of Chromium: its own H.264 encoder and decoder, through WebCodecs. */

export interface EncodeOptions {
  width: number;
  height: number;
  frames: number;
  keyEvery: number;
}

/** A moving picture. @returns the access units in Annex B, base64. */
export async function encodeInPage(options: EncodeOptions): Promise<string[]> {
  const { width, height, frames, keyEvery } = options;
  const chunks: string[] = [];
  const encoder = new VideoEncoder({
    output: (chunk) => {
      const bytes = new Uint8Array(chunk.byteLength);
      chunk.copyTo(bytes);
      chunks.push(btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join('')));
    },
    error: (error) => {
      throw error;
    },
  });
  encoder.configure({
    ...{ codec: 'avc1.42e01f', width, height, bitrate: 1_500_000, framerate: 30 },
    ...{ latencyMode: 'realtime', avc: { format: 'annexb' } },
  });
  const canvas = new OffscreenCanvas(width, height);
  const context = canvas.getContext('2d');
  for (let index = 0; index < frames; index += 1) {
    if (context === null) break;
    context.fillStyle = '#203040';
    context.fillRect(0, 0, width, height);
    for (let box = 0; box < 8; box += 1) {
      context.fillStyle = `hsl(${(index * 5 + box * 45) % 360} 80% 50%)`;
      context.fillRect((index * (3 + box) + box * 70) % width, box * 44, 90, 36);
    }
    const frame = new VideoFrame(canvas, { timestamp: Math.round((index * 1e6) / 30) });
    encoder.encode(frame, { keyFrame: index % keyEvery === 0 });
    frame.close();
  }
  await encoder.flush();
  encoder.close();
  return chunks;
}

/** @returns a digest of each decoded picture, in the order they come out. */
export async function decodeInPage(chunks: { isKeyframe: boolean; base64: string }[]): Promise<string[]> {
  const digests: Promise<string>[] = [];
  let failure: Error | null = null;
  const digestOf = async (frame: VideoFrame): Promise<string> => {
    const bytes = new Uint8Array(frame.allocationSize());
    await frame.copyTo(bytes);
    frame.close();
    const hash = new Uint8Array(await crypto.subtle.digest('SHA-1', bytes));
    return Array.from(hash, (byte) => byte.toString(16).padStart(2, '0')).join('');
  };
  const decoder = new VideoDecoder({
    output: (frame) => digests.push(digestOf(frame)),
    error: (error) => {
      failure = error;
    },
  });
  decoder.configure({ codec: 'avc1.42e01f', optimizeForLatency: true });
  chunks.forEach(({ isKeyframe, base64 }, index) => {
    const data = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
    const type = isKeyframe ? 'key' : 'delta';
    decoder.decode(new EncodedVideoChunk({ type, timestamp: index * 33_333, data }));
  });
  await decoder.flush();
  if (failure !== null) throw failure as Error;
  return Promise.all(digests);
}
