/// <reference types="dom-mediacapture-transform" />
import type { CanvasSize } from '@/lib/core/layout/placement';
import type { FromCompositor, ToCompositor } from '../worker/messages';
import type { OutputName } from '../worker/renderer';
import { CanvasOutput } from './canvas-output';
import type { MediaPath } from './media-path';

/** The compositor's tracks, and how its worker is told to fill them. */
export interface Outputs {
  program: MediaStreamTrack;
  monitor: MediaStreamTrack;
  preview: MediaStreamTrack;
  init: Extract<ToCompositor, { type: 'init' }>['outputs'];
  transfer: Transferable[];
  /** Shows what the worker sends; null where it writes into the tracks itself. */
  show: ((output: OutputName, frame: VideoFrame) => void) | null;
}

export type OutputSizes = Readonly<Record<OutputName, CanvasSize>>;

/** @param exchange - sends a message to the worker and resolves with its answer of that type. */
export function openOutputs(
  output: MediaPath['output'],
  sizes: OutputSizes,
  exchange: (message: ToCompositor, answer: 'tracks') => Promise<Extract<FromCompositor, { type: 'tracks' }>>,
): Promise<Outputs> {
  switch (output) {
    case 'generator-main':
      return Promise.resolve(generatorsOfPage());
    case 'generator-worker':
      return generatorsOfWorker(exchange);
    case 'canvas':
      return Promise.resolve(canvases(sizes));
  }
}

function generatorsOfPage(): Outputs {
  const [program, monitor, preview] = [newGenerator(), newGenerator(), newGenerator()];
  const writables = { program: program.writable, monitor: monitor.writable, preview: preview.writable };
  return {
    ...{ program, monitor, preview, show: null },
    init: { kind: 'streams', ...writables },
    transfer: Object.values(writables),
  };
}

const newGenerator = (): MediaStreamVideoTrackGenerator => new MediaStreamTrackGenerator({ kind: 'video' });

async function generatorsOfWorker(exchange: Parameters<typeof openOutputs>[2]): Promise<Outputs> {
  const { program, monitor, preview } = await exchange({ type: 'tracks.make' }, 'tracks');
  return { program, monitor, preview, init: { kind: 'own' }, transfer: [], show: null };
}

/** The page looks at the program itself: a second canvas would only cost. */
function canvases(sizes: OutputSizes): Outputs {
  const outputs = { program: new CanvasOutput(sizes.program), preview: new CanvasOutput(sizes.preview) };
  const program = outputs.program.track;
  return {
    program,
    monitor: program.clone(),
    preview: outputs.preview.track,
    init: { kind: 'page' },
    transfer: [],
    show: (name, frame) => outputs[name].show(frame),
  };
}
