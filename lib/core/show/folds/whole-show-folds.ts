import type { LeaseEvent } from '../../contract/events/lease-events';
import type { WholeShowEvent } from '../../contract/events/whole-show-events';
import type { ShowState } from '../../contract/show-state';
import type { Folds } from './fold';

export const WHOLE_SHOW_FOLDS: Folds<WholeShowEvent['type'] | LeaseEvent['type']> = {
  'phase.changed': (state, { phase }) => ({ ...state, phase }),
  'title.changed': (state, { title }) => ({ ...state, title }),
  'master.gainSet': (state, { gainDb }) => ({ ...state, masterGainDb: gainDb }),
  'recording.changed': (state, event) => ({ ...state, recording: nextRecording(state.recording, event) }),
  'lease.changed': (state, { lease }) => ({ ...state, lease }),
};

function nextRecording(
  recording: ShowState['recording'],
  { enabled, recordingId }: { enabled: boolean; recordingId: string | null },
): ShowState['recording'] {
  return recordingId === recording.recordingId
    ? { ...recording, enabled }
    : { enabled, recordingId, bytes: 0, durationMs: 0 };
}
