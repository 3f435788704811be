import type { SeatSound } from '@/lib/core/contract/seat-sound';
import { LIMITS } from '@/lib/core/contract/limits';
import type { Clip, SpeechResult } from '@/lib/browser/compositor/main/create-mixer';
import type { OutputDevicesView } from '@/lib/browser/devices/output-devices';
import { LISTENING_MS_MAX, SPEECH_TARGET_LUFS } from '@/lib/core/mix/speech-level';
import { formatDb } from './log-wording';

/** `-6 dB`; a fader at its end is shut. */
export const formatFader = (db: number): string => (db <= LIMITS.gainDbMin ? '-∞ dB' : formatDb(db));

/** One decimal, as meters show it; a dash for silence. */
export const formatLufs = (lufs: number): string => (Number.isFinite(lufs) ? lufs.toFixed(1) : '–');

export interface LoudnessTarget {
  lufs: number;
  label: string;
  /** `too quiet for ...` */
  name: string;
}

/** What platforms turn everything to (YouTube, Spotify), what podcasts are made at (AES77), what broadcasters demand (EBU R 128). */
export const LOUDNESS_TARGETS: readonly LoudnessTarget[] = [
  { lufs: -14, label: 'YouTube', name: 'YouTube' },
  { lufs: -16, label: 'Podcasts', name: 'podcasts' },
  { lufs: -23, label: 'Broadcast', name: 'broadcast' },
];

/** Nobody hears it, and platforms allow it. */
const TOLERANCE_LU = 1;

/** What the integrated loudness means for where the show goes. */
export function loudnessHint(
  integratedLufs: number,
  { lufs, name }: LoudnessTarget,
): { text: string; isGood: boolean } {
  if (!Number.isFinite(integratedLufs)) return { text: 'Nothing heard yet.', isGood: true };
  const diff = integratedLufs - lufs;
  if (Math.abs(diff) <= TOLERANCE_LU) return { text: `Right for ${name}.`, isGood: true };
  const amount = `${Math.round(Math.abs(diff))} LU`;
  return diff < 0
    ? { text: `${amount} too quiet for ${name}.`, isGood: false }
    : { text: `${amount} too loud for ${name}.`, isGood: false };
}

export const COMPRESSOR_NAMES: Record<SeatSound['compressor'], string> = {
  off: 'Off',
  voice: 'Voice: evens it out',
  strong: 'Strong: for a wandering voice',
};

export const GATE_NAMES: Record<SeatSound['gate'], string> = {
  off: 'Off',
  light: 'Light: fans and traffic',
  strong: 'Strong: keyboards and other people',
};

/** `Compressor voice · 120 ms`, or nothing for untreated sound. */
export function describeSound({ delayMs, compressor, gate, ducksScreen }: SeatSound): string {
  return [
    gate !== 'off' && `Gate ${gate}`,
    compressor !== 'off' && `Compressor ${compressor}`,
    delayMs > 0 && `${delayMs} ms late`,
    ducksScreen && 'Screen gives way',
  ]
    .filter(Boolean)
    .join(' · ');
}

/** What "Level" did, or why it did nothing. */
export function levelOutcome(name: string, result: SpeechResult): { text: string; isDone: boolean } {
  if (result.status === 'no-speech') {
    const seconds = LISTENING_MS_MAX / 1000;
    return {
      text: `No speech from ${name} in ${seconds} s. Check that their microphone is on, then press Level while they talk.`,
      isDone: false,
    };
  }
  const did = `${name} speaks at ${formatLufs(result.speechLufs)} LUFS. Fader set to ${formatDb(result.gainDb)}`;
  return result.shortDb < 1
    ? { text: `${did} for ${SPEECH_TARGET_LUFS} LUFS.`, isDone: true }
    : {
        text: `${did}, which is ${Math.round(result.shortDb)} dB short. Ask them to come closer to the microphone.`,
        isDone: true,
      };
}

/** What a latched warning means, and who can mend it. */
export function clipText(clip: Clip, name: string | null): string {
  if (name === null) return 'The limiter works hard. Turn the program or the loudest person down.';
  return clip === 'source'
    ? `Distorted before it reaches us. Ask ${name} to turn their microphone down.`
    : 'Too loud here. Turn this fader down.';
}

/** Dynamics that never rest: what is heard, and what to do. @param name - null is the program. */
export const strainText = (name: string | null): string =>
  name === null
    ? 'The limiter presses the program all the time. Turn the program level down by 3 dB.'
    : `Pressed flat all the time. Turn the microphone of ${name} down, or choose a softer compressor.`;

const HEADPHONES = /head|ear|airpods|buds/i;

/** Whether loudspeakers may carry the guests back into an open microphone, as far as names tell. */
export function mayEcho(outputs: OutputDevicesView, isMicrophoneOpen: boolean): boolean {
  if (!isMicrophoneOpen) return false;
  const id = outputs.chosenId === '' ? 'default' : outputs.chosenId;
  const label = outputs.devices.find(({ deviceId }) => deviceId === id)?.label ?? '';
  return !HEADPHONES.test(label);
}

/** Why there is no choice of outputs. */
export const NO_OUTPUT_CHOICE: Record<Exclude<OutputDevicesView['canChoose'], 'yes'>, string> = {
  unsupported: 'This browser plays on the system’s output. Choose it in the settings of the system.',
  unnamed: 'The browser names outputs only after a microphone was allowed. Press On camera once.',
};
