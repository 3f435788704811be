import { isUsableCandidate } from '../ice/usable-candidate';

/**
 * Reads the offer of a LiveKit client (single peer connection, RFC 8866/8829): what the SFU needs and nothing more.
 * Never throws; every list is bounded, and every value that is written out again has been checked for its alphabet.
 */
export function parseOffer(rawSdp: string): Offer | OfferError {
  if (rawSdp.length > SDP_CHARS_MAX) return 'too-long';
  const lines = rawSdp.split(/\r\n|\n/);
  if (lines[0] !== 'v=0') return 'not-sdp';
  const session: string[] = [];
  const blocks: string[][] = [];
  for (const line of lines) {
    if (line === '') continue;
    // A stray carriage return would start a new line in the answer we write.
    if (line.length > LINE_CHARS_MAX || !/^[a-z]=[^\r\0]*$/.test(line)) return 'bad-line';
    if (line.startsWith('m=')) blocks.push([line]);
    else (blocks.at(-1) ?? session).push(line);
    if (blocks.length > SECTIONS_MAX) return 'too-many-sections';
  }
  if (blocks.length === 0) return 'no-sections';
  const sections: OfferSection[] = [];
  const mids = new Set<string>();
  for (const block of blocks) {
    const section = parseSection(block);
    if (typeof section === 'string') return section;
    if (mids.has(section.mid)) return 'bad-mid';
    mids.add(section.mid);
    sections.push(section);
  }
  const transport = parseTransport(session, blocks);
  return typeof transport === 'string' ? transport : { transport, sections };
}

export type OfferError =
  | 'too-long'
  | 'not-sdp'
  | 'bad-line'
  | 'too-many-sections'
  | 'no-sections'
  | 'bad-section'
  | 'bad-mid'
  | 'bad-codec'
  | 'bad-extension'
  | 'bad-simulcast'
  | 'no-transport'
  | 'bad-transport';

export interface Offer {
  transport: OfferTransport;
  sections: OfferSection[];
}

interface OfferTransport {
  iceUfrag: string;
  icePwd: string;
  fingerprint: string;
  setup: string;
  sctpPort: number;
  /** Without `a=`; IP literals over UDP only. */
  candidates: string[];
}

type Direction = 'sendrecv' | 'sendonly' | 'recvonly' | 'inactive';

export type OfferSection =
  MediaSection | { kind: 'application'; mid: string } | { kind: 'rejected'; mid: string; media: string };

export interface MediaSection {
  kind: 'audio' | 'video';
  mid: string;
  direction: Direction;
  codecs: OfferCodec[];
  extensions: { id: number; uri: string }[];
  /** Second part of `a=msid`, which livekit-client sends as `cid`; empty when the section sends nothing. */
  msidTrack: string;
  /** Simulcast layers this peer wants to send, in its order. */
  sendRids: string[];
  /** Media SSRC and its RTX SSRC, for peers that declare them (no simulcast). */
  ssrcs: { ssrc: number; rtxSsrc: number | null }[];
}

export interface OfferCodec {
  payloadType: number;
  /** Lower case: `opus`, `vp8`, `h264`, `rtx`. */
  name: string;
  clockRateHz: number;
  channels: number;
  fmtp: string;
  feedback: string[];
}

/** Chrome's offer with 50 sections is near 150 KiB. */
const SDP_CHARS_MAX = 512 * 1024;
const LINE_CHARS_MAX = 4096;
/** 50 seats with camera, microphone and screen, and the data channel. */
const SECTIONS_MAX = 256;
const CODECS_MAX = 64;
const SSRCS_MAX = 16;
/** q, h, f. */
const RIDS_MAX = 3;
const CANDIDATES_MAX = 64;
/** RFC 8839 §5.4: ice-char. */
const ICE_CHARS = /^[A-Za-z0-9+/]{4,256}$/;
const TOKEN = /^[A-Za-z0-9._{}|:~+/=-]{1,256}$/;
/** RFC 8285 §5: any URI; only those we know are ever written out again. */
const EXTENSION_URI = /^[!-~]{1,256}$/;
const RID = /^[A-Za-z0-9]{1,16}$/;
const MID = /^[A-Za-z0-9_-]{1,16}$/;

function parseSection(block: readonly string[]): OfferSection | OfferError {
  const media = /^m=(audio|video|application) (\d{1,5}) ([A-Z/]+) (.+)$/.exec(block[0] ?? '');
  if (media === null) return 'bad-section';
  const mid = valueOf(block, 'mid');
  if (mid === null || !MID.test(mid)) return 'bad-mid';
  const kind = media[1] as 'audio' | 'video' | 'application';
  // RFC 8843: port 0 without bundle-only is a rejected (stopped) section, answered in kind.
  if (media[2] === '0' && !block.includes('a=bundle-only'))
    return { kind: 'rejected', mid, media: block[0]!.slice(2) };
  if (kind === 'application') return { kind, mid };
  const payloadTypes = media[4]!.split(' ').map(Number);
  if (
    payloadTypes.length > CODECS_MAX ||
    payloadTypes.some((type) => !(Number.isInteger(type) && type >= 0 && type < 128))
  ) {
    return 'bad-codec';
  }
  const codecs = parseCodecs(block, payloadTypes);
  if (codecs === null) return 'bad-codec';
  const extensions = parseExtensions(block);
  if (extensions === null) return 'bad-extension';
  const sendRids = parseSendRids(block);
  if (sendRids === null) return 'bad-simulcast';
  const msid = valueOf(block, 'msid')?.split(' ')[1] ?? '';
  return {
    kind,
    mid,
    direction: parseDirection(block),
    codecs,
    extensions,
    msidTrack: TOKEN.test(msid) ? msid : '',
    sendRids,
    ssrcs: parseSsrcs(block),
  };
}

function parseDirection(block: readonly string[]): Direction {
  for (const direction of ['sendonly', 'recvonly', 'inactive'] as const) {
    if (block.includes(`a=${direction}`)) return direction;
  }
  return 'sendrecv';
}

function parseCodecs(block: readonly string[], payloadTypes: readonly number[]): OfferCodec[] | null {
  const byType = new Map<number, OfferCodec>();
  for (const line of block) {
    const map = /^a=rtpmap:(\d{1,3}) ([A-Za-z0-9._-]{1,32})\/(\d{1,6})(?:\/(\d))?$/.exec(line);
    if (map === null) continue;
    const payloadType = Number(map[1]);
    byType.set(payloadType, {
      payloadType,
      name: map[2]!.toLowerCase(),
      clockRateHz: Number(map[3]),
      channels: Number(map[4] ?? 1),
      fmtp: '',
      feedback: [],
    });
  }
  for (const line of block) {
    const parameters = /^a=(fmtp|rtcp-fb):(\d{1,3}) (.+)$/.exec(line);
    const codec = byType.get(Number(parameters?.[2]));
    if (parameters === null || codec === undefined) continue;
    if (parameters[1] === 'fmtp') codec.fmtp = parameters[3]!;
    else if (codec.feedback.length < CODECS_MAX) codec.feedback.push(parameters[3]!);
  }
  return payloadTypes.map((type) => byType.get(type)).filter((codec) => codec !== undefined);
}

function parseExtensions(block: readonly string[]): { id: number; uri: string }[] | null {
  const extensions: { id: number; uri: string }[] = [];
  const ids = new Set<number>();
  for (const line of block) {
    const map = /^a=extmap:(\d{1,3})(?:\/[a-z]+)? (\S+)/.exec(line);
    if (map === null) continue;
    const id = Number(map[1]);
    if (id < 1 || id > 255 || ids.has(id) || !EXTENSION_URI.test(map[2]!)) return null;
    ids.add(id);
    extensions.push({ id, uri: map[2]! });
  }
  return extensions;
}

function parseSendRids(block: readonly string[]): string[] | null {
  const simulcast = block.find((line) => line.startsWith('a=simulcast:'));
  if (simulcast === undefined) return [];
  const send = /(?:^a=simulcast:|\s)send ([^\s]+)/.exec(simulcast)?.[1];
  if (send === undefined) return [];
  const rids = send.split(';').map((alternatives) => alternatives.split(',')[0]!.replace(/^~/, ''));
  if (rids.length > RIDS_MAX || rids.some((rid) => !RID.test(rid)) || new Set(rids).size !== rids.length)
    return null;
  return rids;
}

function parseSsrcs(block: readonly string[]): MediaSection['ssrcs'] {
  const rtxOf = new Map<number, number>();
  for (const line of block) {
    const group = /^a=ssrc-group:FID (\d{1,10}) (\d{1,10})$/.exec(line);
    if (group !== null && rtxOf.size < SSRCS_MAX) rtxOf.set(Number(group[1]), Number(group[2]));
  }
  const retransmissions = new Set(rtxOf.values());
  const ssrcs = new Set<number>();
  for (const line of block) {
    const ssrc = Number(/^a=ssrc:(\d{1,10}) /.exec(line)?.[1] ?? -1);
    if (ssrc >= 0 && ssrc <= 0xffffffff && !retransmissions.has(ssrc) && ssrcs.size < SSRCS_MAX)
      ssrcs.add(ssrc);
  }
  return [...ssrcs].map((ssrc) => ({ ssrc, rtxSsrc: rtxOf.get(ssrc) ?? null }));
}

function parseTransport(
  session: readonly string[],
  blocks: readonly string[][],
): OfferTransport | OfferError {
  const all = [session, ...blocks].flat();
  const iceUfrag = valueOf(all, 'ice-ufrag');
  const icePwd = valueOf(all, 'ice-pwd');
  const fingerprint = valueOf(all, 'fingerprint');
  if (iceUfrag === null || icePwd === null || fingerprint === null) return 'no-transport';
  const isValid = ICE_CHARS.test(iceUfrag) && ICE_CHARS.test(icePwd) && isFingerprint(fingerprint);
  if (!isValid) return 'bad-transport';
  const setup = valueOf(all, 'setup') ?? 'actpass';
  if (!['actpass', 'active', 'passive'].includes(setup)) return 'bad-transport';
  const candidates = all.filter((line) => line.startsWith('a=candidate:')).map((line) => line.slice(2));
  const sctpPort = Number(valueOf(all, 'sctp-port') ?? 5000);
  if (!(Number.isInteger(sctpPort) && sctpPort > 0 && sctpPort < 65536)) return 'bad-transport';
  return {
    iceUfrag,
    icePwd,
    fingerprint,
    setup,
    sctpPort,
    candidates: candidates.filter(isUsableCandidate).slice(0, CANDIDATES_MAX),
  };
}

/** RFC 8122 §5: a digest of another length than its hash has is refused by the native library, loudly. */
function isFingerprint(value: string): boolean {
  const match = /^sha-(1|256|384|512) ([0-9A-Fa-f]{2}(?::[0-9A-Fa-f]{2})*)$/.exec(value);
  if (match === null) return false;
  const digestBytes = match[1] === '1' ? 20 : Number(match[1]) / 8;
  return match[2]!.length === digestBytes * 3 - 1;
}

function valueOf(lines: readonly string[], name: string): string | null {
  const prefix = `a=${name}:`;
  const line = lines.find((candidate) => candidate.startsWith(prefix));
  return line === undefined ? null : line.slice(prefix.length).trim();
}
