interface Options {
  writable: WritableStream<VideoFrame>;
  color: string;
  moving: boolean;
  width: number;
  height: number;
  fps: number;
  pictures: number;
}

const scope = globalThis as unknown as {
  onmessage: ((event: MessageEvent<Options>) => void) | null;
  postMessage: (message: string) => void;
};

scope.onmessage = ({ data }) => void run(data);

async function run(options: Options): Promise<void> {
  const frames = await Promise.all(
    Array.from({ length: options.pictures }, (_, index) => picture(options, index)),
  );
  const writer = options.writable.getWriter();
  const startMs = performance.now();
  let sent = 0;
  const send = (): void => {
    const bytes = frames[sent % frames.length];
    if (bytes) {
      const { width: codedWidth, height: codedHeight } = options;
      const timestamp = Math.round((sent * 1_000_000) / options.fps);
      void writer.write(
        new VideoFrame(bytes.data, {
          format: 'I420',
          codedWidth,
          codedHeight,
          timestamp,
          colorSpace: bytes.colorSpace,
        }),
      );
    }
    sent += 1;
    if (sent === 1) scope.postMessage('started');
    setTimeout(send, Math.max(0, startMs + (sent * 1000) / options.fps - performance.now()));
  };
  send();
}

/** Drawn with Canvas2D and converted to I420 here, so that measuring does not include it. */
async function picture(
  options: Options,
  index: number,
): Promise<{ data: Uint8Array<ArrayBuffer>; colorSpace: VideoColorSpaceInit }> {
  const { width, height } = options;
  const context = new OffscreenCanvas(width, height).getContext('2d');
  if (!context) throw new Error('no 2D canvas');
  context.fillStyle = options.color;
  context.fillRect(0, 0, width, height);
  if (options.moving) {
    for (let line = 0; line < 24; line += 1) {
      context.fillStyle = `hsl(${(line * 47) % 360} 60% ${30 + ((line * 7) % 40)}%)`;
      context.fillRect((line * 53 + index * 9) % width, (line * 29) % height, 60, 18);
    }
  }
  return toI420(context.getImageData(0, 0, width, height));
}

/** BT.601 limited, as camera drivers and WebRTC decoders deliver it. */
async function toI420({ data: rgba, width, height }: ImageData) {
  const data = new Uint8Array((width * height * 3) / 2);
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      const at = (y * width + x) * 4;
      const [r, g, b] = [rgba[at]!, rgba[at + 1]!, rgba[at + 2]!];
      const luma = 0.299 * r + 0.587 * g + 0.114 * b;
      data[y * width + x] = Math.round(16 + (luma * 219) / 255);
      if (x % 2 || y % 2) continue;
      const chroma = (y / 2) * (width / 2) + x / 2;
      data[width * height + chroma] = Math.round(128 + ((b - luma) * 112) / 225.93);
      data[width * height * 1.25 + chroma] = Math.round(128 + ((r - luma) * 112) / 178.755);
    }
  }
  const colorSpace: VideoColorSpaceInit = {
    primaries: 'smpte170m',
    transfer: 'smpte170m',
    matrix: 'smpte170m',
    fullRange: false,
  };
  return Promise.resolve({ data, colorSpace });
}
