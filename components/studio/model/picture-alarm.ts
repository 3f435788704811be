import type { ProgramStatus } from '@/lib/core/contract/gateway-control';
import type { EngineStats } from '@/lib/core/contract/realtime';
import type { ShowState } from '@/lib/core/contract/show-state';

export interface PictureFacts {
  state: Pick<ShowState, 'phase' | 'lease'>;
  program: ProgramStatus | null;
  engine: EngineStats | null;
}

/**
 * What viewers see instead of a moving program, in words; null: it moves, or the show is not on air. The gateway says what
 * it sends on a second after the last picture, and the server passes that on at once: the alarm rings within two. The
 * engine's worker says how many pictures it drew in the last second.
 */
export function pictureAlarm({ state, program, engine }: PictureFacts): string | null {
  const { phase, lease } = state;
  if (phase.status !== 'live') return null;
  const who = lease.status === 'held' ? `${lease.name}'s browser` : 'the browser that drew it';
  if (program?.picture === 'held') return `Viewers see a still picture: nothing arrives from ${who}.`;
  if (program?.picture === 'slate') return `Viewers see the slate: nothing arrives from ${who}.`;
  if (program?.picture === 'none') return `Viewers see nothing: no picture of ${who} has arrived yet.`;
  if (engine?.programFps === 0) return `The picture is frozen: ${who} has stopped drawing.`;
  return null;
}
