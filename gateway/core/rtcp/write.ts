import { writeUint16, writeUint32 } from '../rtp/packet';
import { sequenceDelta } from '../rtp/serial';
import type { NtpTime } from './ntp';
import type { ReportBlock } from './parse';
import { REMB_IDENTIFIER } from './parse';

const REPORT_BLOCK_BYTES = 24;
/** The count field has 5 bits. */
const REPORT_BLOCKS_MAX = 31;

function packet(packetType: number, count: number, bodyBytes: number): Uint8Array {
  const bytes = new Uint8Array(4 + bodyBytes);
  bytes[0] = 0x80 | count;
  bytes[1] = packetType;
  writeUint16(bytes, 2, bodyBytes / 4);
  return bytes;
}

function writeReports(bytes: Uint8Array, offset: number, reports: readonly ReportBlock[]): void {
  for (const [index, report] of reports.entries()) {
    const at = offset + index * REPORT_BLOCK_BYTES;
    writeUint32(bytes, at, report.ssrc);
    writeUint32(bytes, at + 4, report.packetsLost & 0xffffff);
    bytes[at + 4] = report.fractionLost;
    writeUint32(bytes, at + 8, report.highestSequence);
    writeUint32(bytes, at + 12, report.jitter);
    writeUint32(bytes, at + 16, report.lastSenderReport);
    writeUint32(bytes, at + 20, report.delaySinceLastSenderReport);
  }
}

export function writeSenderReport(fields: {
  ssrc: number;
  ntp: NtpTime;
  rtpTimestamp: number;
  packetCount: number;
  octetCount: number;
  reports?: readonly ReportBlock[];
}): Uint8Array {
  const reports = (fields.reports ?? []).slice(0, REPORT_BLOCKS_MAX);
  const bytes = packet(200, reports.length, 24 + reports.length * REPORT_BLOCK_BYTES);
  writeUint32(bytes, 4, fields.ssrc);
  writeUint32(bytes, 8, fields.ntp.seconds);
  writeUint32(bytes, 12, fields.ntp.fraction);
  writeUint32(bytes, 16, fields.rtpTimestamp);
  writeUint32(bytes, 20, fields.packetCount);
  writeUint32(bytes, 24, fields.octetCount);
  writeReports(bytes, 28, reports);
  return bytes;
}

export function writeReceiverReport(ssrc: number, reports: readonly ReportBlock[]): Uint8Array {
  const kept = reports.slice(0, REPORT_BLOCKS_MAX);
  const bytes = packet(201, kept.length, 4 + kept.length * REPORT_BLOCK_BYTES);
  writeUint32(bytes, 4, ssrc);
  writeReports(bytes, 8, kept);
  return bytes;
}

/** One chunk with a CNAME, RFC 3550 §6.5.1. `cname` is ASCII, at most 255 bytes. */
export function writeSdes(ssrc: number, cname: string): Uint8Array {
  const name = cname.slice(0, 255);
  // ssrc, item type, item length, text, at least one null octet, to a 32-bit boundary.
  const chunkBytes = Math.ceil((4 + 2 + name.length + 1) / 4) * 4;
  const bytes = packet(202, 1, chunkBytes);
  writeUint32(bytes, 4, ssrc);
  bytes[8] = 1;
  bytes[9] = name.length;
  for (let index = 0; index < name.length; index++) bytes[10 + index] = name.charCodeAt(index) & 0x7f;
  return bytes;
}

export function writeBye(ssrcs: readonly number[]): Uint8Array {
  const bytes = packet(203, ssrcs.length, ssrcs.length * 4);
  for (const [index, ssrc] of ssrcs.entries()) writeUint32(bytes, 4 + index * 4, ssrc);
  return bytes;
}

/** Generic NACK, RFC 4585 §6.2.1: runs of 17 share one field. `sequences` may be in any order. */
export function writeNack(senderSsrc: number, mediaSsrc: number, sequences: readonly number[]): Uint8Array {
  const sorted = [...sequences].sort((a, b) => sequenceDelta(a, b));
  const fields: { first: number; mask: number }[] = [];
  for (const sequence of sorted) {
    const current = fields.at(-1);
    const distance = current === undefined ? -1 : sequenceDelta(sequence, current.first);
    if (current !== undefined && distance === 0) continue;
    if (current !== undefined && distance >= 1 && distance <= 16) current.mask |= 1 << (distance - 1);
    else fields.push({ first: sequence, mask: 0 });
  }
  const bytes = packet(205, 1, 8 + fields.length * 4);
  writeUint32(bytes, 4, senderSsrc);
  writeUint32(bytes, 8, mediaSsrc);
  for (const [index, field] of fields.entries()) {
    writeUint16(bytes, 12 + index * 4, field.first);
    writeUint16(bytes, 14 + index * 4, field.mask);
  }
  return bytes;
}

/** Picture loss indication, RFC 4585 §6.3.1. */
export function writePli(senderSsrc: number, mediaSsrc: number): Uint8Array {
  const bytes = packet(206, 1, 8);
  writeUint32(bytes, 4, senderSsrc);
  writeUint32(bytes, 8, mediaSsrc);
  return bytes;
}

/** Full intra request, RFC 5104 §4.3.1. `sequence` rises by one with each new request. */
export function writeFir(senderSsrc: number, mediaSsrc: number, sequence: number): Uint8Array {
  const bytes = packet(206, 4, 16);
  writeUint32(bytes, 4, senderSsrc);
  writeUint32(bytes, 12, mediaSsrc);
  bytes[16] = sequence & 0xff;
  return bytes;
}

/** Receiver estimated maximum bitrate, draft-alvestrand-rmcat-remb §2.2. */
export function writeRemb(senderSsrc: number, bitrateBps: number, ssrcs: readonly number[]): Uint8Array {
  let mantissa = Math.max(0, Math.floor(bitrateBps));
  let exponent = 0;
  while (mantissa > 0x3ffff) {
    mantissa = Math.floor(mantissa / 2);
    exponent += 1;
  }
  const bytes = packet(206, 15, 16 + ssrcs.length * 4);
  writeUint32(bytes, 4, senderSsrc);
  writeUint32(bytes, 12, REMB_IDENTIFIER);
  bytes[16] = ssrcs.length;
  bytes[17] = (exponent << 2) | (mantissa >> 16);
  writeUint16(bytes, 18, mantissa & 0xffff);
  for (const [index, ssrc] of ssrcs.entries()) writeUint32(bytes, 20 + index * 4, ssrc);
  return bytes;
}

/**
 * Tells one that sends no media when we heard from it, RFC 3611 §4.5: it has nothing else to know its round trip by.
 * @param heard.referenceTime - middle 32 bits of the time in its own report.
 * @param heard.delay - since that came, 1/65536 s.
 */
export function writeDelaySinceReference(
  senderSsrc: number,
  heard: { ssrc: number; referenceTime: number; delay: number },
): Uint8Array {
  const bytes = packet(207, 0, 20);
  writeUint32(bytes, 4, senderSsrc);
  bytes[8] = 5;
  writeUint16(bytes, 10, 3);
  writeUint32(bytes, 12, heard.ssrc);
  writeUint32(bytes, 16, heard.referenceTime);
  writeUint32(bytes, 20, heard.delay);
  return bytes;
}

/** Joins packets into one compound datagram. */
export function compound(...packets: readonly Uint8Array[]): Uint8Array {
  let length = 0;
  for (const part of packets) length += part.length;
  const bytes = new Uint8Array(length);
  let at = 0;
  for (const part of packets) {
    bytes.set(part, at);
    at += part.length;
  }
  return bytes;
}
