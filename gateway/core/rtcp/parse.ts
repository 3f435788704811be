import { readUint32 } from '../rtp/packet';
import type { NtpTime } from './ntp';

/** RTCP, RFC 3550 §6, with feedback of RFC 4585, RFC 5104, REMB and transport-wide congestion control, and of RFC 3611 what tells round trips. */
export interface ReportBlock {
  ssrc: number;
  /** 0..255, lost/256 since the last report. */
  fractionLost: number;
  packetsLost: number;
  highestSequence: number;
  /** In timestamp units. */
  jitter: number;
  lastSenderReport: number;
  /** 1/65536 s. */
  delaySinceLastSenderReport: number;
}

/** Arrival of one packet as a TWCC feedback tells it; `deltaUs` is null when it was not received. */
export interface TwccArrival {
  sequence: number;
  deltaUs: number | null;
}

export type RtcpPacket =
  | {
      type: 'sender-report';
      ssrc: number;
      ntp: NtpTime;
      rtpTimestamp: number;
      packetCount: number;
      octetCount: number;
      reports: ReportBlock[];
    }
  | { type: 'receiver-report'; ssrc: number; reports: ReportBlock[] }
  | { type: 'sdes'; chunks: { ssrc: number; cname: string }[] }
  | { type: 'bye'; ssrcs: number[] }
  | { type: 'nack'; senderSsrc: number; mediaSsrc: number; sequences: number[] }
  | { type: 'pli'; senderSsrc: number; mediaSsrc: number }
  | { type: 'fir'; senderSsrc: number; requests: { ssrc: number; sequence: number }[] }
  | { type: 'remb'; senderSsrc: number; bitrateBps: number; ssrcs: number[] }
  | {
      type: 'twcc';
      senderSsrc: number;
      mediaSsrc: number;
      baseSequence: number;
      referenceTimeMs: number;
      feedbackCount: number;
      arrivals: TwccArrival[];
    }
  /** Of an extended report, when one that sends no media sent it: null when that is not told. */
  | { type: 'extended-report'; ssrc: number; referenceTime: NtpTime | null }
  | { type: 'unknown'; packetType: number; format: number };

export type RtcpParseError = 'too-short' | 'bad-version' | 'length-overrun' | 'bad-body';

/** Sequence numbers one NACK packet may name; more is an attack, not loss. */
const NACK_SEQUENCES_MAX = 1000;
/** RFC-draft twcc §3.1: packet status count is 16 bits; a 50 ms feedback never needs more than this. */
const TWCC_STATUSES_MAX = 4096;

/**
 * Parses a compound packet. Good packets before a bad one are kept, as a receiver must do with partial data.
 * Never throws.
 */
export function parseRtcp(bytes: Uint8Array): { packets: RtcpPacket[]; error: RtcpParseError | null } {
  const packets: RtcpPacket[] = [];
  let at = 0;
  while (at < bytes.length) {
    if (at + 4 > bytes.length) return { packets, error: 'too-short' };
    const b0 = bytes[at]!;
    if (b0 >> 6 !== 2) return { packets, error: 'bad-version' };
    const length = (((bytes[at + 2]! << 8) | bytes[at + 3]!) + 1) * 4;
    if (at + length > bytes.length) return { packets, error: 'length-overrun' };
    let body = bytes.subarray(at + 4, at + length);
    if (b0 & 0x20) {
      const padding = body[body.length - 1] ?? 0;
      if (padding === 0 || padding > body.length) return { packets, error: 'bad-body' };
      body = body.subarray(0, body.length - padding);
    }
    const packet = parseOne(bytes[at + 1]!, b0 & 0x1f, body);
    if (packet === null) return { packets, error: 'bad-body' };
    packets.push(packet);
    at += length;
  }
  return { packets, error: packets.length === 0 ? 'too-short' : null };
}

function parseOne(packetType: number, count: number, body: Uint8Array): RtcpPacket | null {
  switch (packetType) {
    case 200:
      return parseSenderReport(count, body);
    case 201:
      return parseReceiverReport(count, body);
    case 202:
      return parseSdes(count, body);
    case 203:
      return parseBye(count, body);
    case 205:
      return parseTransportFeedback(count, body);
    case 206:
      return parsePayloadFeedback(count, body);
    case 207:
      return parseExtendedReport(body);
    default:
      return { type: 'unknown', packetType, format: count };
  }
}

function parseReports(count: number, body: Uint8Array, offset: number): ReportBlock[] | null {
  if (offset + count * 24 > body.length) return null;
  const reports: ReportBlock[] = [];
  for (let index = 0; index < count; index++) {
    const at = offset + index * 24;
    reports.push({
      ssrc: readUint32(body, at),
      fractionLost: body[at + 4]!,
      // 24-bit signed.
      packetsLost: ((body[at + 5]! << 24) | (body[at + 6]! << 16) | (body[at + 7]! << 8)) >> 8,
      highestSequence: readUint32(body, at + 8),
      jitter: readUint32(body, at + 12),
      lastSenderReport: readUint32(body, at + 16),
      delaySinceLastSenderReport: readUint32(body, at + 20),
    });
  }
  return reports;
}

function parseSenderReport(count: number, body: Uint8Array): RtcpPacket | null {
  if (body.length < 24) return null;
  const reports = parseReports(count, body, 24);
  if (reports === null) return null;
  return {
    type: 'sender-report',
    ssrc: readUint32(body, 0),
    ntp: { seconds: readUint32(body, 4), fraction: readUint32(body, 8) },
    rtpTimestamp: readUint32(body, 12),
    packetCount: readUint32(body, 16),
    octetCount: readUint32(body, 20),
    reports,
  };
}

function parseReceiverReport(count: number, body: Uint8Array): RtcpPacket | null {
  if (body.length < 4) return null;
  const reports = parseReports(count, body, 4);
  return reports === null ? null : { type: 'receiver-report', ssrc: readUint32(body, 0), reports };
}

function parseSdes(count: number, body: Uint8Array): RtcpPacket | null {
  const chunks: { ssrc: number; cname: string }[] = [];
  let at = 0;
  for (let index = 0; index < count; index++) {
    if (at + 4 > body.length) return null;
    const ssrc = readUint32(body, at);
    let cname = '';
    at += 4;
    while (at < body.length && body[at] !== 0) {
      if (at + 2 > body.length) return null;
      const length = body[at + 1]!;
      if (at + 2 + length > body.length) return null;
      if (body[at] === 1) cname = String.fromCharCode(...body.subarray(at + 2, at + 2 + length));
      at += 2 + length;
    }
    // One null octet at least, then to the next 32-bit boundary.
    at = (at + 4) & ~3;
    chunks.push({ ssrc, cname });
  }
  return { type: 'sdes', chunks };
}

function parseBye(count: number, body: Uint8Array): RtcpPacket | null {
  if (count * 4 > body.length) return null;
  return { type: 'bye', ssrcs: Array.from({ length: count }, (_, index) => readUint32(body, index * 4)) };
}

function parseTransportFeedback(format: number, body: Uint8Array): RtcpPacket | null {
  if (format !== 1 && format !== 15) return { type: 'unknown', packetType: 205, format };
  if (body.length < 8) return null;
  const senderSsrc = readUint32(body, 0);
  const mediaSsrc = readUint32(body, 4);
  if (format === 15) return parseTwcc(senderSsrc, mediaSsrc, body);
  const sequences: number[] = [];
  for (let at = 8; at + 4 <= body.length; at += 4) {
    const first = (body[at]! << 8) | body[at + 1]!;
    const mask = (body[at + 2]! << 8) | body[at + 3]!;
    sequences.push(first);
    for (let bit = 0; bit < 16; bit++) if (mask & (1 << bit)) sequences.push((first + bit + 1) & 0xffff);
    if (sequences.length > NACK_SEQUENCES_MAX) return null;
  }
  return { type: 'nack', senderSsrc, mediaSsrc, sequences };
}

function parseTwcc(senderSsrc: number, mediaSsrc: number, body: Uint8Array): RtcpPacket | null {
  if (body.length < 16) return null;
  const baseSequence = (body[8]! << 8) | body[9]!;
  const statusCount = (body[10]! << 8) | body[11]!;
  if (statusCount > TWCC_STATUSES_MAX) return null;
  const referenceTime = ((body[12]! << 24) | (body[13]! << 16) | (body[14]! << 8)) >> 8;
  const symbols: number[] = [];
  let at = 16;
  while (symbols.length < statusCount) {
    if (at + 2 > body.length) return null;
    const chunk = (body[at]! << 8) | body[at + 1]!;
    at += 2;
    if (chunk >> 15 === 0) {
      const symbol = (chunk >> 13) & 3;
      const run = Math.min(chunk & 0x1fff, statusCount - symbols.length);
      for (let index = 0; index < run; index++) symbols.push(symbol);
      if (run === 0) return null;
    } else if (((chunk >> 14) & 1) === 0) {
      for (let bit = 13; bit >= 0 && symbols.length < statusCount; bit--) symbols.push((chunk >> bit) & 1);
    } else {
      for (let bit = 12; bit >= 0 && symbols.length < statusCount; bit -= 2) symbols.push((chunk >> bit) & 3);
    }
  }
  const arrivals: TwccArrival[] = [];
  for (const [index, symbol] of symbols.entries()) {
    const sequence = (baseSequence + index) & 0xffff;
    if (symbol === 1) {
      if (at + 1 > body.length) return null;
      arrivals.push({ sequence, deltaUs: body[at]! * 250 });
      at += 1;
    } else if (symbol === 2) {
      if (at + 2 > body.length) return null;
      arrivals.push({ sequence, deltaUs: (((body[at]! << 24) | (body[at + 1]! << 16)) >> 16) * 250 });
      at += 2;
    } else {
      arrivals.push({ sequence, deltaUs: null });
    }
  }
  return {
    type: 'twcc',
    senderSsrc,
    mediaSsrc,
    baseSequence,
    referenceTimeMs: referenceTime * 64,
    feedbackCount: body[15]!,
    arrivals,
  };
}

function parsePayloadFeedback(format: number, body: Uint8Array): RtcpPacket | null {
  if (body.length < 8) return null;
  const senderSsrc = readUint32(body, 0);
  if (format === 1) return { type: 'pli', senderSsrc, mediaSsrc: readUint32(body, 4) };
  if (format === 4) {
    const requests: { ssrc: number; sequence: number }[] = [];
    for (let at = 8; at + 8 <= body.length; at += 8) {
      requests.push({ ssrc: readUint32(body, at), sequence: body[at + 4]! });
    }
    return { type: 'fir', senderSsrc, requests };
  }
  if (format === 15 && body.length >= 16 && readUint32(body, 8) === REMB_IDENTIFIER) {
    const count = body[12]!;
    if (16 + count * 4 > body.length) return null;
    const exponent = body[13]! >> 2;
    const mantissa = ((body[13]! & 3) << 16) | (body[14]! << 8) | body[15]!;
    return {
      type: 'remb',
      senderSsrc,
      bitrateBps: mantissa * 2 ** exponent,
      ssrcs: Array.from({ length: count }, (_, index) => readUint32(body, 16 + index * 4)),
    };
  }
  return { type: 'unknown', packetType: 206, format };
}

/** RFC 3611 §2, §3: blocks of a type, a byte of the type's own, and a length in words. Others than this are skipped. */
function parseExtendedReport(body: Uint8Array): RtcpPacket | null {
  if (body.length < 4) return null;
  let referenceTime: NtpTime | null = null;
  for (let at = 4; at < body.length;) {
    if (at + 4 > body.length) return null;
    const end = at + 4 + ((body[at + 2]! << 8) | body[at + 3]!) * 4;
    if (end > body.length) return null;
    // RFC 3611 §4.4.
    if (body[at] === RECEIVER_REFERENCE_TIME) {
      if (end - at !== 12) return null;
      referenceTime = { seconds: readUint32(body, at + 4), fraction: readUint32(body, at + 8) };
    }
    at = end;
  }
  return { type: 'extended-report', ssrc: readUint32(body, 0), referenceTime };
}

const RECEIVER_REFERENCE_TIME = 4;

/** "REMB", draft-alvestrand-rmcat-remb §2.2. */
export const REMB_IDENTIFIER = 0x52454d42;
