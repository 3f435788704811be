/**
 * RTP payloads to H.264 access units (RFC 6184, packetization modes 0 and 1). Takes packets in order and is told of losses;
 * a frame with a hole is dropped, and so is everything that refers to it, up to the next key frame.
 */

export interface H264Packet {
  timestamp: number;
  marker: boolean;
  payload: Uint8Array;
}

export interface H264Frame {
  /** 90 kHz, as sent. */
  timestamp: number;
  isKeyframe: boolean;
  /** Slices and SEI; parameter sets and delimiters are taken out. */
  nals: Uint8Array[];
  /** Present when the frame carried new or repeated ones. */
  sps: Uint8Array | null;
  pps: Uint8Array | null;
}

const NAL = { idr: 5, sps: 7, pps: 8, delimiter: 9, filler: 12, stapA: 24, fuA: 28 } as const;
/** A frame of more bytes is an attack or garbage: 4 Mbit/s at 30 fps is 17 KB a frame, a key frame some 200 KB. */
const FRAME_BYTES_MAX = 4 * 1024 * 1024;
const NALS_MAX = 256;
/** A frame of FRAME_BYTES_MAX in packets of an MTU. Fragments of one byte each would cost a hundred times what they carry. */
const FRAGMENTS_MAX = 4096;
/** The AVC configuration counts a parameter set's bytes in 16 bits; real ones have some dozens. */
const PARAMETER_SET_BYTES_MAX = 0xffff;

interface Assembly {
  timestamp: number;
  nals: Uint8Array[];
  sps: Uint8Array | null;
  pps: Uint8Array | null;
  fragments: Uint8Array[];
  bytes: number;
  isKeyframe: boolean;
  isBroken: boolean;
}

export class H264Depacketizer {
  #assembly: Assembly | null = null;
  #waitsForKeyframe = true;
  framesDropped = 0;
  packetsMalformed = 0;

  /** True while delta frames are being dropped: the caller asks for a key frame. */
  get waitsForKeyframe(): boolean {
    return this.#waitsForKeyframe;
  }

  /** Packets before this point are missing for good: the open frame is lost and the following deltas with it. */
  noteLoss(): void {
    this.#waitsForKeyframe = true;
    if (this.#assembly !== null) this.#assembly.isBroken = true;
  }

  /** @returns the frames this packet completes: none, one, or two when a marker went missing. */
  push(packet: H264Packet): H264Frame[] {
    const frames: H264Frame[] = [];
    if (this.#assembly !== null && this.#assembly.timestamp !== packet.timestamp) this.#complete(frames);
    // Padding-only packets have no payload; Chrome probes bandwidth with them.
    if (packet.payload.length > 0) {
      this.#assembly ??= newAssembly(packet.timestamp);
      this.#readPayload(this.#assembly, packet.payload);
    }
    if (packet.marker) this.#complete(frames);
    return frames;
  }

  #readPayload(assembly: Assembly, payload: Uint8Array): void {
    // Nothing of a broken frame is used: nothing of it is kept.
    if (assembly.isBroken) return;
    assembly.bytes += payload.length;
    if (assembly.bytes > FRAME_BYTES_MAX) return this.#break(assembly);
    const type = (payload[0] ?? 0) & 0x1f;
    if (type >= 1 && type <= 23) this.#addNal(assembly, payload);
    else if (type === NAL.stapA) this.#readAggregate(assembly, payload);
    else if (type === NAL.fuA) this.#readFragment(assembly, payload);
    else this.#break(assembly);
  }

  #readAggregate(assembly: Assembly, payload: Uint8Array): void {
    let offset = 1;
    while (offset + 2 <= payload.length) {
      const length = ((payload[offset] ?? 0) << 8) | (payload[offset + 1] ?? 0);
      offset += 2;
      if (length === 0 || offset + length > payload.length) return this.#break(assembly);
      this.#addNal(assembly, payload.subarray(offset, offset + length));
      offset += length;
    }
  }

  #readFragment(assembly: Assembly, payload: Uint8Array): void {
    const indicator = payload[0] ?? 0;
    const header = payload[1];
    if (header === undefined || payload.length < 3) return this.#break(assembly);
    const isStart = (header & 0x80) !== 0;
    const isEnd = (header & 0x40) !== 0;
    if (isStart) assembly.fragments = [Uint8Array.of((indicator & 0xe0) | (header & 0x1f))];
    else if (assembly.fragments.length === 0) return this.#break(assembly);
    if (assembly.fragments.length >= FRAGMENTS_MAX) return this.#break(assembly);
    assembly.fragments.push(payload.subarray(2));
    if (!isEnd) return;
    const fragments = assembly.fragments;
    assembly.fragments = [];
    this.#addNal(assembly, Buffer.concat(fragments));
  }

  #addNal(assembly: Assembly, nal: Uint8Array): void {
    const type = (nal[0] ?? 0) & 0x1f;
    const isParameterSet = type === NAL.sps || type === NAL.pps;
    if (isParameterSet && nal.length > PARAMETER_SET_BYTES_MAX) return this.#break(assembly);
    if (type === NAL.sps) assembly.sps = nal;
    else if (type === NAL.pps) assembly.pps = nal;
    else if (type !== NAL.delimiter && type !== NAL.filler) {
      if (assembly.nals.length >= NALS_MAX) return this.#break(assembly);
      assembly.nals.push(nal);
      if (type === NAL.idr) assembly.isKeyframe = true;
    }
  }

  #break(assembly: Assembly): void {
    this.packetsMalformed += 1;
    assembly.isBroken = true;
    assembly.nals = [];
    assembly.fragments = [];
    this.#waitsForKeyframe = true;
  }

  #complete(frames: H264Frame[]): void {
    const assembly = this.#assembly;
    this.#assembly = null;
    if (assembly === null) return;
    if (assembly.fragments.length > 0) assembly.isBroken = true;
    if (assembly.isBroken || assembly.nals.length === 0 || (this.#waitsForKeyframe && !assembly.isKeyframe)) {
      if (assembly.nals.length > 0 || assembly.isBroken) this.framesDropped += 1;
      if (assembly.isBroken) this.#waitsForKeyframe = true;
      return;
    }
    this.#waitsForKeyframe = false;
    const { timestamp, isKeyframe, nals, sps, pps } = assembly;
    frames.push({ timestamp, isKeyframe, nals, sps, pps });
  }
}

function newAssembly(timestamp: number): Assembly {
  return {
    timestamp,
    nals: [],
    sps: null,
    pps: null,
    fragments: [],
    bytes: 0,
    isKeyframe: false,
    isBroken: false,
  };
}
