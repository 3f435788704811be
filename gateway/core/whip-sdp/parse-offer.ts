import { isUsableCandidate } from '../ice/usable-candidate';

/**
 * Reads the offers of WHIP publishers and WHEP viewers (RFC 8866, RFC 8839, RFC 8842) into what an answer needs.
 * The text comes from a stranger: sizes are bounded first, and unknown lines are ignored.
 */

export interface OfferCodec {
  payloadType: number;
  /** Lower case, as in `h264`. */
  name: string;
  clockRateHz: number;
  fmtp: string;
  feedback: string[];
}

export interface OfferMedia {
  mid: string;
  kind: 'audio' | 'video' | 'other';
  /** The m-line's transport and formats, repeated when we refuse it. */
  protocol: string;
  formats: string[];
  direction: 'sendrecv' | 'sendonly' | 'recvonly' | 'inactive';
  /** Port 0 without `bundle-only` (RFC 8843 §6): the peer names the section and does not want it. */
  isDisabled: boolean;
  /** Encodings of a simulcast sender (RFC 8851, RFC 8853), in its order; empty for everybody else. */
  rids: string[];
  codecs: OfferCodec[];
  extensions: { id: number; uri: string }[];
  /** Without `a=`; only those that the native library can use. */
  candidates: string[];
}

export interface Offer {
  iceUfrag: string;
  icePwd: string;
  /** sha-256, upper case, with colons. */
  fingerprint: string;
  /** The peer's part in DTLS as offered. FFmpeg and other servers-by-nature offer `passive`. */
  setup: 'actpass' | 'active' | 'passive';
  media: OfferMedia[];
}

export type OfferFailure =
  | 'too-large'
  | 'not-sdp'
  | 'too-many-media'
  | 'no-media'
  | 'no-ice-credentials'
  | 'no-sha256-fingerprint'
  | 'not-bundled'
  | 'bad-setup';
export type OfferResult = { ok: true; offer: Offer } | { ok: false; reason: OfferFailure };

const LINES_MAX = 2000;
const MEDIA_MAX = 8;
const CODECS_MAX = 64;
const EXTENSIONS_MAX = 32;
const CANDIDATES_MAX = 32;
/** Browsers offer three encodings. */
const RIDS_MAX = 8;

/** @param bytesMax - longer texts are refused unread. Never throws. */
export function parseOffer(text: string, bytesMax: number): OfferResult {
  if (Buffer.byteLength(text) > bytesMax) return refused('too-large');
  const lines = text.split(/\r\n|\n/);
  if (lines.length > LINES_MAX) return refused('too-large');
  // A stray carriage return would start a new line in the answer we write and in what the native library reads.
  if (lines[0] !== 'v=0' || lines.some((line) => /[\r\0]/.test(line))) return refused('not-sdp');

  const sections = splitSections(lines);
  const [session = [], ...mediaSections] = sections;
  if (mediaSections.length === 0) return refused('no-media');
  if (mediaSections.length > MEDIA_MAX) return refused('too-many-media');
  const transport = readTransport(session, mediaSections);
  if (typeof transport === 'string') return refused(transport);
  const media = mediaSections.map(readMedia);
  // All media share one transport here: a second transport would never be connected.
  if (!isBundled(session, media)) return refused('not-bundled');
  return { ok: true, offer: { ...transport, media } };
}

function splitSections(lines: readonly string[]): string[][] {
  const sections: string[][] = [[]];
  for (const line of lines) {
    if (line.startsWith('m=')) sections.push([]);
    if (line !== '') sections.at(-1)?.push(line);
  }
  return sections;
}

function readTransport(
  session: readonly string[],
  media: readonly string[][],
): OfferFailure | Omit<Offer, 'media'> {
  const all = [...session, ...(media.find((section) => !/^m=\S+ 0 /.test(section[0] ?? '')) ?? [])];
  const iceUfrag = attribute(all, 'ice-ufrag');
  const icePwd = attribute(all, 'ice-pwd');
  // RFC 8839 §5.4: ufrag 4..256 and pwd 22..256 ice-chars. The check also keeps line breaks out of the text we build.
  if (!isIceText(iceUfrag, 4) || !isIceText(icePwd, 22)) return 'no-ice-credentials';
  const fingerprint = attributes(all, 'fingerprint')
    .map((value) => /^sha-256 ((?:[0-9A-Fa-f]{2}:){31}[0-9A-Fa-f]{2})\s*$/i.exec(value)?.[1])
    .find((value) => value !== undefined);
  if (fingerprint === undefined) return 'no-sha256-fingerprint';
  const setup = attribute(all, 'setup') ?? 'actpass';
  if (setup !== 'actpass' && setup !== 'active' && setup !== 'passive') return 'bad-setup';
  return { iceUfrag, icePwd, fingerprint: fingerprint.toUpperCase(), setup };
}

function isIceText(value: string | undefined, charsMin: number): value is string {
  return (
    value !== undefined && value.length >= charsMin && value.length <= 256 && /^[A-Za-z0-9+/]+$/.test(value)
  );
}

function readMedia(section: readonly string[]): OfferMedia {
  const [kind = '', port, protocol = '', ...formats] = (section[0] ?? '').slice(2).trim().split(/\s+/);
  return {
    mid: attribute(section, 'mid') ?? '',
    kind: kind === 'audio' || kind === 'video' ? kind : 'other',
    protocol: /^[A-Z/]{1,40}$/.test(protocol) ? protocol : 'UDP/TLS/RTP/SAVPF',
    formats: formats.filter((format) => /^[A-Za-z0-9-]{1,32}$/.test(format)).slice(0, CODECS_MAX),
    direction: readDirection(section),
    isDisabled: port === '0' && !section.includes('a=bundle-only'),
    rids: attributes(section, 'rid')
      .flatMap((value) => /^([A-Za-z0-9]{1,16}) send(?: |$)/.exec(value)?.[1] ?? [])
      .slice(0, RIDS_MAX),
    codecs: readCodecs(section),
    extensions: readExtensions(section),
    candidates: attributes(section, 'candidate')
      .map((value) => `candidate:${value}`)
      .filter(isUsableCandidate)
      .slice(0, CANDIDATES_MAX),
  };
}

function readDirection(section: readonly string[]): OfferMedia['direction'] {
  for (const direction of ['sendonly', 'recvonly', 'inactive'] as const) {
    if (section.includes(`a=${direction}`)) return direction;
  }
  return 'sendrecv';
}

function readCodecs(section: readonly string[]): OfferCodec[] {
  const codecs = new Map<number, OfferCodec>();
  for (const value of attributes(section, 'rtpmap')) {
    const match = /^(\d{1,3}) ([A-Za-z0-9-]+)\/(\d{1,6})/.exec(value);
    const payloadType = Number(match?.[1]);
    if (match === null || payloadType > 127 || codecs.size >= CODECS_MAX) continue;
    const name = (match[2] ?? '').toLowerCase();
    codecs.set(payloadType, { payloadType, name, clockRateHz: Number(match[3]), fmtp: '', feedback: [] });
  }
  for (const value of attributes(section, 'fmtp')) {
    const [payloadType, fmtp] = splitFirstWord(value);
    const codec = codecs.get(Number(payloadType));
    if (codec !== undefined) codec.fmtp = fmtp.slice(0, 512);
  }
  for (const value of attributes(section, 'rtcp-fb')) {
    const [payloadType, feedback] = splitFirstWord(value);
    for (const codec of payloadType === '*' ? codecs.values() : [codecs.get(Number(payloadType))]) {
      if (codec !== undefined && codec.feedback.length < 16) codec.feedback.push(feedback.trim());
    }
  }
  return [...codecs.values()];
}

function readExtensions(section: readonly string[]): { id: number; uri: string }[] {
  return attributes(section, 'extmap')
    .slice(0, EXTENSIONS_MAX)
    .flatMap((value) => {
      const match = /^(\d{1,2})(?:\/\w+)? (\S{1,200})/.exec(value);
      const id = Number(match?.[1]);
      return match !== null && id >= 1 && id <= 14 ? [{ id, uri: match[2] ?? '' }] : [];
    });
}

function isBundled(session: readonly string[], media: readonly OfferMedia[]): boolean {
  const group = attributes(session, 'group').find((value) => value.startsWith('BUNDLE'));
  const mids = new Set(group?.split(/\s+/).slice(1) ?? []);
  if (media.some((item) => !/^[A-Za-z0-9_-]{1,32}$/.test(item.mid))) return false;
  // RFC 8843 §7.1: a mid names one section; answering two under one name would use both.
  if (new Set(media.map((item) => item.mid)).size !== media.length) return false;
  // A section that is switched off belongs to no bundle (RFC 9143 §7.2.1).
  return media.length === 1 || media.every((item) => item.isDisabled || mids.has(item.mid));
}

function attribute(lines: readonly string[], name: string): string | undefined {
  return attributes(lines, name)[0]?.trim();
}

function attributes(lines: readonly string[], name: string): string[] {
  const prefix = `a=${name}:`;
  return lines.filter((line) => line.startsWith(prefix)).map((line) => line.slice(prefix.length));
}

function splitFirstWord(value: string): [string, string] {
  const at = value.indexOf(' ');
  return at < 0 ? [value, ''] : [value.slice(0, at), value.slice(at + 1)];
}

function refused(reason: OfferFailure): OfferResult {
  return { ok: false, reason };
}
