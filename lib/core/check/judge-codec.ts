import type { CheckFinding } from '../contract/show-check';
import type { CheckSample } from './judge-sound';

/** `profile_idc` of H.264 (ITU-T H.264 §A.2): the three that every platform of the table takes. */
const TAKEN_PROFILES: Readonly<Record<number, string>> = { 66: 'Baseline', 77: 'Main', 100: 'High' };

/**
 * What the picture is coded with, by its own parameter sets. Sound always leaves as AAC, which the gateway makes itself;
 * a picture that no platform decodes would be refused by all of them.
 */
export function judgeCodec(samples: readonly CheckSample[]): CheckFinding {
  const last = samples.findLast(({ program }) => program.source.status === 'connected')?.program.source;
  const codec = last?.status === 'connected' ? last.videoCodec : '';
  // RFC 6381 §3.3: avc1, profile_idc, constraint flags and level_idc as six hexadecimal digits.
  const digits = /^avc1\.([0-9a-f]{2})[0-9a-f]{2}([0-9a-f]{2})$/.exec(codec);
  if (!digits) return finding('refused', 'No picture arrives that could be read.', RESTART);
  const [, profile = '', level = ''] = digits;
  const name = TAKEN_PROFILES[Number.parseInt(profile, 16)];
  const measured = `H.264 ${name ?? `of profile ${Number.parseInt(profile, 16)}`}, level ${(Number.parseInt(level, 16) / 10).toFixed(1)}, and AAC.`;
  return name
    ? finding('ok', measured, '')
    : finding('refused', measured, 'Use Chrome or Edge for the studio.');
}

const RESTART = 'Reload the page that draws the program, then check again.';

function finding(verdict: CheckFinding['verdict'], measured: string, remedy: string): CheckFinding {
  return { id: 'codec', verdict, measured, remedy, destinationIds: [] };
}
