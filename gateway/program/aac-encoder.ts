import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { compileFunction } from 'node:vm';
import { chooseDefault } from '@/gateway/core/libav/option-default';

/**
 * AAC-LC in this thread: libavcodec's encoder as WASM, out of `@mediabunny/aac-encoder`. Its public API runs the same
 * WASM in a worker thread of its own; docs/decisions/aac-in-the-programs-own-thread.md says why we do not.
 */
export const AAC_FRAME_SAMPLES = 1024;
const CHANNELS = 2;
const SAMPLE_RATE_HZ = 48_000;

export interface AacPacket {
  /** Position of the first sample that a decoder gives for this packet, in the count of `encode`. */
  position: number;
  data: Buffer;
}

export class AacEncoder {
  readonly #wasm: AacWasm;
  readonly #context: number;
  readonly #inputAddress: number;
  readonly audioSpecificConfig: Buffer;
  /** False: the search is libavcodec's default, which takes three times as long. */
  readonly isFast: boolean;

  /** @throws when the package is not the one we know, or the WASM cannot run here. */
  static async load(bitrateBps: number): Promise<AacEncoder> {
    return new AacEncoder(await loadWasm(), bitrateBps);
  }

  private constructor(wasm: AacWasm, bitrateBps: number) {
    this.#wasm = wasm;
    const memory = Buffer.from(wasm.HEAPU8.buffer);
    // For voices at this rate no worse than two loops; docs/decisions/aac-in-the-programs-own-thread.md has the figures.
    this.isFast = chooseDefault(memory, 'aac_coder', 'fast');
    this.#context = wasm._init_encoder(CHANNELS, SAMPLE_RATE_HZ, bitrateBps);
    if (this.#context === 0) throw new Error(`libavcodec refused to encode AAC at ${bitrateBps} bit/s.`);
    const frameSamples = wasm._get_encoder_frame_size(this.#context);
    if (frameSamples !== AAC_FRAME_SAMPLES)
      throw new Error(`AAC frames of ${frameSamples} samples, not 1024.`);
    this.#inputAddress = wasm._get_encode_input_ptr(
      this.#context,
      AAC_FRAME_SAMPLES * CHANNELS * FLOAT_BYTES,
    );
    if (this.#inputAddress === 0) throw new Error('The AAC encoder has no memory for its input.');
    this.audioSpecificConfig = this.#copy(
      wasm._get_encoder_extradata(this.#context),
      wasm._get_encoder_extradata_size(this.#context),
    );
  }

  /**
   * Encodes one frame. Costs 0.1 to 0.4 ms.
   * @param interleaved - 1024 samples of both channels, left first, -1..1.
   * @param position - of the first sample; never goes back, may jump ahead.
   * @returns what is ready: nothing for the first frame, then one packet a frame. The encoder's first packet lies one
   * frame before the first sample (it primes the decoder's overlap), which `position` says.
   * @throws when libavcodec fails: the encoder is beyond help.
   */
  encode(interleaved: Float32Array, position: number): AacPacket[] {
    const wasm = this.#wasm;
    // A new view each time: the memory moves when it grows.
    new Float32Array(wasm.HEAPU8.buffer, this.#inputAddress, AAC_FRAME_SAMPLES * CHANNELS).set(interleaved);
    const sent = wasm._send_frame(this.#context, BigInt(position));
    if (sent < 0) throw new Error(`libavcodec could not take a frame of sound (${sent}).`);
    const packets: AacPacket[] = [];
    for (;;) {
      const bytes = wasm._receive_packet(this.#context);
      if (bytes < 0) throw new Error(`libavcodec could not encode a frame of sound (${bytes}).`);
      if (bytes === 0) return packets;
      packets.push({
        position: Number(wasm._get_encoded_pts(this.#context)),
        data: this.#copy(wasm._get_encoded_data(this.#context), bytes),
      });
    }
  }

  #copy(address: number, bytes: number): Buffer {
    return Buffer.from(this.#wasm.HEAPU8.subarray(address, address + bytes));
  }
}

const FLOAT_BYTES = 4;

/** The functions of the package's `src/bridge.c`; addresses are numbers. */
interface AacWasm {
  HEAPU8: Uint8Array;
  /** @returns the encoder's address, 0 when libavcodec refuses. */
  _init_encoder(channels: number, sampleRateHz: number, bitrateBps: number): number;
  _get_encoder_frame_size(context: number): number;
  _get_encoder_extradata(context: number): number;
  _get_encoder_extradata_size(context: number): number;
  _get_encode_input_ptr(context: number, bytes: number): number;
  /** @returns below 0 when it failed. */
  _send_frame(context: number, position: bigint): number;
  /** @returns bytes of the packet, 0 when none is ready, below 0 when it failed. */
  _receive_packet(context: number): number;
  _get_encoded_data(context: number): number;
  _get_encoded_pts(context: number): bigint;
}

/** Emscripten's output inside the package, relative to the file that the package's name resolves to. */
const WASM_MODULE = '../modules/build/aac.js';

/**
 * The file is CommonJS that names `import.meta`, so neither kind of module loader of Node takes it as it is: only the
 * package's own bundler does. The WASM in it, half a megabyte of text, is cut out: what is left of the text stays in
 * memory as long as its functions.
 */
async function loadWasm(): Promise<AacWasm> {
  const entry = createRequire(import.meta.url).resolve('@mediabunny/aac-encoder');
  const file = path.join(path.dirname(entry), WASM_MODULE);
  const { source, bytes } = cutOutWasm(await readFile(file, 'utf8'));
  const url = JSON.stringify(pathToFileURL(file).href);
  const exported: { default?: EmscriptenModule } = {};
  const run = compileFunction(source.replaceAll('import.meta.url', url), ['exports'], { filename: file });
  run(exported);
  const create = exported.default;
  if (create === undefined || bytes === null) throw new Error(`${file} has no AAC encoder in it.`);
  return new Promise((resolve, reject) => {
    const instantiateWasm = (
      imports: WebAssembly.Imports,
      receive: (of: WebAssembly.Instance) => void,
    ): void => void WebAssembly.instantiate(bytes, imports).then(({ instance }) => receive(instance), reject);
    create({ instantiateWasm }).then(resolve, reject);
  });
}

/** What Emscripten's MODULARIZE makes. With `instantiateWasm` it does not look for a WASM of its own. */
type EmscriptenModule = (options: {
  instantiateWasm(imports: WebAssembly.Imports, receive: (instance: WebAssembly.Instance) => void): void;
}) => Promise<AacWasm>;

/** Before the only literal that the WASM is, one character a byte (Emscripten's SINGLE_FILE). */
const WASM_LITERAL = /\bbinaryDecode\((?=')/;

function cutOutWasm(source: string): { source: string; bytes: Buffer<ArrayBuffer> | null } {
  const found = WASM_LITERAL.exec(source);
  if (found === null) return { source, bytes: null };
  const start = found.index + found[0].length;
  let end = source.indexOf("'", start + 1);
  while (end !== -1 && isEscaped(source, end)) end = source.indexOf("'", end + 1);
  const literal = source.slice(start, end + 1);
  // Zeros are written as U+0100, of which latin1 takes the low byte as well.
  const bytes = Buffer.from(String(compileFunction(`return ${literal}`)()), 'latin1');
  return { source: `${source.slice(0, start)}''${source.slice(end + 1)}`, bytes };
}

/** An odd number of backslashes stands before it. */
function isEscaped(source: string, at: number): boolean {
  let before = at;
  while (source[before - 1] === '\\') before -= 1;
  return (at - before) % 2 === 1;
}
