import { isUsableCandidate } from '../ice/usable-candidate';
import { PULLED_MEDIA } from './write-offer';

/** What a WHEP server's answer (RFC 8866, RFC 8839, RFC 8842) says about its end of the transport. */
export interface Answer {
  iceUfrag: string;
  icePwd: string;
  /** sha-256, upper case, with colons. */
  fingerprint: string;
  setup: 'active' | 'passive';
  /** Without `a=`; only those that the native library can use. */
  candidates: string[];
}

export type AnswerFailure =
  | 'too-large'
  | 'not-sdp'
  | 'no-video'
  | 'no-audio'
  | 'no-h264'
  | 'no-opus'
  | 'no-ice-credentials'
  | 'no-sha256-fingerprint'
  | 'bad-setup'
  | 'no-candidates';
export type AnswerResult = { ok: true; answer: Answer } | { ok: false; reason: AnswerFailure };

const LINES_MAX = 2_000;
/** Interfaces of one server, times address families and protocols. */
const CANDIDATES_MAX = 32;

/** @param bytesMax - longer texts are refused unread. Never throws. */
export function parseAnswer(text: string, bytesMax: number): AnswerResult {
  if (Buffer.byteLength(text) > bytesMax) return refused('too-large');
  const lines = text.split(/\r\n|\n/);
  if (lines.length > LINES_MAX) return refused('too-large');
  // A stray carriage return would start a new line in what the native library reads.
  if (lines[0] !== 'v=0' || lines.some((line) => /[\r\0]/.test(line))) return refused('not-sdp');
  const video = sectionOf(lines, 'video');
  const audio = sectionOf(lines, 'audio');
  if (video === null) return refused('no-video');
  if (audio === null) return refused('no-audio');
  if (!accepts(video, PULLED_MEDIA.video.payloadType)) return refused('no-h264');
  if (!accepts(audio, PULLED_MEDIA.audio.payloadType)) return refused('no-opus');

  const iceUfrag = attribute(lines, 'ice-ufrag');
  const icePwd = attribute(lines, 'ice-pwd');
  if (!isIceText(iceUfrag, 4) || !isIceText(icePwd, 22)) return refused('no-ice-credentials');
  const fingerprint = attributes(lines, 'fingerprint')
    .map((value) => /^sha-256 ((?:[0-9A-Fa-f]{2}:){31}[0-9A-Fa-f]{2})\s*$/i.exec(value)?.[1])
    .find((value) => value !== undefined);
  if (fingerprint === undefined) return refused('no-sha256-fingerprint');
  // RFC 8842 §5.3: an answer chooses, `actpass` is for offers.
  const setup = attribute(lines, 'setup');
  if (setup !== 'active' && setup !== 'passive') return refused('bad-setup');
  const candidates = [...new Set(attributes(lines, 'candidate'))]
    .map((value) => `candidate:${value.trim()}`)
    .filter(isUsableCandidate)
    .slice(0, CANDIDATES_MAX);
  if (candidates.length === 0) return refused('no-candidates');
  return {
    ok: true,
    answer: { iceUfrag, icePwd, fingerprint: fingerprint.toUpperCase(), setup, candidates },
  };
}

/** The first section of a kind that was not refused (port 0, RFC 3264 §6). */
function sectionOf(lines: readonly string[], kind: 'video' | 'audio'): string | null {
  return lines.find((line) => new RegExp(`^m=${kind} (?!0 )\\d`).test(line)) ?? null;
}

function accepts(mediaLine: string, payloadType: number): boolean {
  return mediaLine.trim().split(/\s+/).slice(3).includes(String(payloadType));
}

function isIceText(value: string | undefined, charsMin: number): value is string {
  return (
    value !== undefined && value.length >= charsMin && value.length <= 256 && /^[A-Za-z0-9+/]+$/.test(value)
  );
}

function attribute(lines: readonly string[], name: string): string | undefined {
  return attributes(lines, name)[0]?.trim();
}

function attributes(lines: readonly string[], name: string): string[] {
  const prefix = `a=${name}:`;
  return lines.filter((line) => line.startsWith(prefix)).map((line) => line.slice(prefix.length));
}

function refused(reason: AnswerFailure): AnswerResult {
  return { ok: false, reason };
}
