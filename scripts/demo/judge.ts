import type { DemoReport } from './report';

/** A tile whose best frame is further than this from its clip does not show that clip (0..255). */
const PICTURE_DISTANCE_MAX = 30;
/** Below it a pilot tone is not there. */
const SOUND_PROMINENCE_MIN_DB = 8;
const RECORDING_MISSING_MAX_S = 4;

/** What makes a demonstration fail: a missing picture, sound, destination or recording, or a wrong codec. */
export function judgeReport(report: Omit<DemoReport, 'failures'>): string[] {
  const failures: string[] = [];
  for (const { guest, distance, nearestOther } of report.pictures) {
    if (distance > PICTURE_DISTANCE_MAX || distance >= nearestOther)
      failures.push(`${guest} is not in the picture`);
  }
  for (const { guest, prominenceDb } of report.sounds) {
    if (prominenceDb < SOUND_PROMINENCE_MIN_DB) failures.push(`${guest} cannot be heard`);
  }
  for (const { name, bytes } of report.destinations)
    if (bytes === 0) failures.push(`${name} received nothing`);
  if (report.videoCodec !== 'h264') failures.push(`video is ${report.videoCodec}, not h264`);
  if (report.audioCodec !== 'aac') failures.push(`audio is ${report.audioCodec}, not aac`);
  if (report.audioRate !== 48_000) failures.push(`audio has ${report.audioRate} Hz, not 48000`);
  if (report.visibilityWhileHidden !== 'hidden')
    failures.push(`the page was ${report.visibilityWhileHidden}, not hidden`);
  if (report.recordingSeconds < report.seconds - RECORDING_MISSING_MAX_S) {
    failures.push(`the recording has ${report.recordingSeconds.toFixed(1)} s of ${report.seconds} s`);
  }
  return failures;
}
