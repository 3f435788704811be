import type { ProgramStatus } from '../contract/gateway-control';
import type { EngineStats } from '../contract/realtime';
import type { CheckFinding } from '../contract/show-check';
import { programTiming, SKEW_NOTICED } from '../health/program-timing';

/** One word of the gateway, and what the engine had said last when it came. */
export interface CheckSample {
  program: ProgramStatus;
  engine: EngineStats | null;
}

/** Talk on streams is at -14 to -23 LUFS (YouTube, EBU R 128); outside of these viewers reach for the volume. */
const LOUD_LUFS = -9;
const QUIET_LUFS = -30;

/** How loud the program was while it was checked, gated as EBU R 128 says. No platform refuses for it. */
export function judgeLoudness(samples: readonly CheckSample[]): CheckFinding {
  const engine = samples.findLast((sample) => sample.engine?.timing)?.engine ?? null;
  if (!engine?.timing) return warning('loudness', 'The loudness was not measured.', RELOAD);
  const { integratedLufs } = engine.timing;
  if (integratedLufs === null)
    return warning(
      'loudness',
      'Nothing was heard.',
      'Talk while the check runs. If you did, see under Audio who is muted or turned down.',
    );
  const measured = `The program is at ${integratedLufs.toFixed(1)} LUFS.`;
  if (integratedLufs < QUIET_LUFS)
    return warning(
      'loudness',
      measured,
      'Viewers would have to turn it up. Talk as on air, and set everybody’s level under Audio.',
    );
  if (integratedLufs > LOUD_LUFS)
    return warning(
      'loudness',
      measured,
      'That is louder than anything around it. Turn faders or the master down under Audio.',
    );
  return { id: 'loudness', verdict: 'ok', measured, remedy: '', destinationIds: [] };
}

/** Sound against picture: the median of the check, of whoever is furthest off. No platform refuses for it. */
export function judgeLipSync(samples: readonly CheckSample[]): CheckFinding {
  const skews = samples
    .map(({ program, engine }) => programTiming(program, engine).skewMs)
    .filter((skewMs) => skewMs !== null)
    .sort((a, b) => a - b);
  const skewMs = skews[Math.floor(skews.length / 2)];
  if (skewMs === undefined)
    return warning('lip-sync', 'Sound against picture could not be measured.', RELOAD);
  const measured = `Sound is ${Math.abs(skewMs).toFixed(0)} ms ${skewMs < 0 ? 'ahead of' : 'behind'} the picture.`;
  if (skewMs < -SKEW_NOTICED.aheadMs)
    return warning(
      'lip-sync',
      measured,
      'Wait half a minute, it is being drawn together; delay the sound of whoever stays ahead under Audio.',
    );
  if (skewMs > SKEW_NOTICED.behindMs)
    return warning(
      'lip-sync',
      measured,
      'Wait half a minute, it is being drawn together; whoever stays behind should reload their page.',
    );
  return { id: 'lip-sync', verdict: 'ok', measured, remedy: '', destinationIds: [] };
}

const RELOAD = 'Reload the page that draws the program, then check again.';

function warning(id: CheckFinding['id'], measured: string, remedy: string): CheckFinding {
  return { id, verdict: 'warning', measured, remedy, destinationIds: [] };
}
