import type { ProgramStatus } from '@/lib/core/contract/gateway-control';
import type { ShowState } from '@/lib/core/contract/show-state';

/** The recording that is wanted now has stopped, and does not begin again by itself: the server's disk is full or broken. */
export function hasRecordingFailed(state: ShowState, program: ProgramStatus | null): boolean {
  const { enabled, recordingId } = state.recording;
  const reported = program?.recording;
  return enabled && reported?.status === 'failed' && reported.recordingId === recordingId;
}
