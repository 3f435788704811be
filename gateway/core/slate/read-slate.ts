import { SLATE_BYTES_MAX } from '@/lib/core/contract/slate';
import { parsePps } from '@/gateway/core/h264/pps';
import { canReadSlices, readSlice } from '@/gateway/core/h264/slice-header';
import type { SpsFacts } from '@/gateway/core/h264/sps';
import { parseSps } from '@/gateway/core/h264/sps';

/** The picture shown in place of a source that is gone: one IDR access unit, encoded by the producer's browser. */
export interface Slate {
  sps: Buffer;
  pps: Buffer;
  /** The slices of the picture. */
  nals: Buffer[];
  width: number;
  height: number;
}

export type SlateRefusal =
  'too-large' | 'no-start-code' | 'unexpected-nal' | 'bad-sps' | 'bad-pps' | 'bad-picture' | 'bad-profile';

/** One picture in more slices than OpenH264's four threads is nothing a browser made. */
const SLICES_MAX = 16;
const NAL = { idr: 5, sei: 6, sps: 7, pps: 8, delimiter: 9 } as const;
/** Constrained baseline, main, high: what platforms take. */
const PROFILES = [66, 77, 100];
/** 4.0: 1080p30. A slate of a higher level could stop a destination that agreed to the program's. */
const LEVEL_MAX = 40;

/** Reads an Annex B access unit, as WebCodecs gives it. Never throws. */
export function readSlate(bytes: Buffer): { ok: true; slate: Slate } | { ok: false; reason: SlateRefusal } {
  const refuse = (reason: SlateRefusal): { ok: false; reason: SlateRefusal } => ({ ok: false, reason });
  if (bytes.length > SLATE_BYTES_MAX) return refuse('too-large');
  const nals = splitAnnexB(bytes);
  if (nals === null) return refuse('no-start-code');
  const byType = (type: number): Buffer[] => nals.filter((nal) => typeOf(nal) === type);
  const known: readonly number[] = Object.values(NAL);
  if (nals.some((nal) => !known.includes(typeOf(nal)))) return refuse('unexpected-nal');
  const [rawSps, secondSps] = byType(NAL.sps);
  const [rawPps, secondPps] = byType(NAL.pps);
  const sps = rawSps === undefined || secondSps !== undefined ? null : parseSps(rawSps);
  if (rawSps === undefined || sps === null) return refuse('bad-sps');
  if (!isProfileUsable(sps)) return refuse('bad-profile');
  const pps = rawPps === undefined || secondPps !== undefined ? null : parsePps(rawPps);
  if (rawPps === undefined || pps === null || !canReadSlices(sps, pps)) return refuse('bad-pps');
  const slices = byType(NAL.idr);
  const areSlices = slices.every((nal) => {
    const slice = readSlice(nal, sps);
    // 2 = I. The picture must stand alone.
    return slice !== null && slice.kind === 2 && slice.ppsId === pps.id && slice.frameNum === 0;
  });
  if (slices.length === 0 || slices.length > SLICES_MAX || !areSlices) return refuse('bad-picture');
  const { width, height } = sps;
  return { ok: true, slate: { sps: rawSps, pps: rawPps, nals: slices, width, height } };
}

function isProfileUsable(sps: SpsFacts): boolean {
  return PROFILES.includes(sps.profileIdc) && sps.levelIdc <= LEVEL_MAX;
}

/** NAL units between start codes (ITU-T H.264 annex B). @returns null when the bytes do not begin with one. */
export function splitAnnexB(bytes: Buffer): Buffer[] | null {
  const starts: { at: number; from: number }[] = [];
  for (let at = bytes.indexOf(START_CODE); at >= 0; at = bytes.indexOf(START_CODE, at + 3))
    starts.push({ at, from: at + 3 });
  const lead = bytes.subarray(0, starts[0]?.at ?? 0);
  if (starts.length === 0 || lead.some((byte) => byte !== 0)) return null;
  return starts.flatMap(({ from }, index) => {
    let end = starts[index + 1]?.at ?? bytes.length;
    // Zeros before the next start code belong to it (trailing_zero_8bits).
    while (end > from && bytes[end - 1] === 0) end -= 1;
    return end > from ? [bytes.subarray(from, end)] : [];
  });
}

const START_CODE = Buffer.from([0, 0, 1]);

function typeOf(nal: Buffer): number {
  return (nal[0] ?? 0) & 0x1f;
}
