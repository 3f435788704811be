import { PROGRAM } from '@/lib/core/contract/limits';
import type { ProgramStatus } from '@/lib/core/contract/gateway-control';
import type { EngineStats } from '@/lib/core/contract/realtime';
import type { Shedding } from '@/lib/core/contract/shedding';
import type { ShowState } from '@/lib/core/contract/show-state';
import type { LinkStatus } from '@/lib/browser/realtime/connect-show';
import { programTiming, SKEW_NOTICED } from '@/lib/core/health/program-timing';
import { hasRecordingFailed } from './has-recording-failed';
import { formatMbps } from './relay-wording';

export interface Health {
  tone: 'ok' | 'warn' | 'fault' | 'neutral';
  text: string;
}

export interface HealthFacts {
  state: ShowState;
  link: LinkStatus;
  program: ProgramStatus | null;
  engine: EngineStats | null;
  /** Of this page: whether "this computer" draws the program, or somebody's. */
  clientId: string;
}

/** Below this viewers notice that the picture stutters. */
const FPS_MIN = PROGRAM.fps - 5;

/** The show's condition in one sentence; the worst thing first. */
export function describeHealth({ state, link, program, engine, clientId }: HealthFacts): Health {
  if (link.status === 'reconnecting')
    return { tone: 'warn', text: 'Reconnecting to the server. The program goes on.' };
  if (state.lease.status === 'free')
    return { tone: 'warn', text: `No browser draws the program yet${standIn(program)}` };
  const fps = engine ? `${engine.programFps.toFixed(1)} fps` : null;
  const isStuttering = engine && engine.programFps > 0 && engine.programFps < FPS_MIN;
  const slow =
    describeBusy(state.lease, engine, clientId) ??
    (isStuttering ? `The picture stutters: ${fps} of ${PROGRAM.fps}` : null);
  const { status } = state.phase;
  if (status === 'rehearsal' && state.phase.reason) return { tone: 'warn', text: state.phase.reason };
  if (slow && status === 'rehearsal') return { tone: 'warn', text: slow };
  if (status === 'rehearsal' || status === 'ended')
    return { tone: 'neutral', text: ['Ready', fps].filter(Boolean).join(' · ') };
  if (engine?.whip === 'failed')
    return { tone: 'fault', text: 'The server refuses the program. Reload this page.' };
  if (program?.source.status !== 'connected')
    return status === 'countdown'
      ? { tone: 'neutral', text: 'Connecting the program' }
      : { tone: 'fault', text: `The program does not reach the server${standIn(program)}` };
  if (program.picture === 'held' || program.picture === 'slate')
    return { tone: 'warn', text: `The program is interrupted${standIn(program)}` };
  if (slow) return { tone: 'warn', text: slow };
  const relays = describeRelays(state, formatMbps(program.source.videoKbps + program.source.audioKbps));
  if (relays.tone === 'warn') return relays;
  if (hasRecordingFailed(state, program)) return { tone: 'warn', text: RECORDING_FAILED };
  return describeTiming({ state, program, engine }) ?? relays;
}

const RECORDING_FAILED =
  'Not recorded any more: the server’s disk is full or broken. Make room, then switch recording off and on';

/** People begin to talk over each other. */
const CAMERA_MS_MAX = 1_000;
const DELIVERY_MS_MAX = 2_000;

/** What takes too long, whose it is, and what to do; null when all is in time. */
function describeTiming({
  state,
  program,
  engine,
}: Pick<HealthFacts, 'state' | 'program' | 'engine'>): Health | null {
  const { cameraMs, deliveryMs, skewMs, slowest, mostSkewed } = programTiming(program, engine);
  const nameOf = (one: typeof slowest): string =>
    state.seats.find(({ seatId }) => seatId === one?.seatId)?.name ?? 'Somebody';
  const whose = mostSkewed ? `${nameOf(mostSkewed)}: sound` : 'The sound is';
  const warn = (text: string): Health => ({ tone: 'warn', text });
  if (skewMs !== null && skewMs > SKEW_NOTICED.behindMs)
    return warn(`${whose} ${Math.round(skewMs)} ms behind the picture. A reload of their page may help`);
  if (skewMs !== null && skewMs < -SKEW_NOTICED.aheadMs)
    return warn(`${whose} ${Math.round(-skewMs)} ms ahead of the picture. Delay it under Audio if it stays`);
  if (cameraMs !== null && cameraMs > CAMERA_MS_MAX)
    return warn(`${nameOf(slowest)}: ${inSeconds(cameraMs)} from camera to program. Their line is slow`);
  if (deliveryMs !== null && deliveryMs > DELIVERY_MS_MAX)
    return warn(`The program takes ${inSeconds(deliveryMs)} to its destinations. The line is full`);
  return null;
}

const inSeconds = (ms: number): string => `${(ms / 1_000).toFixed(1)} s`;

/** What viewers notice of an engine that is short of time, whose computer it is, and what to do; null: nothing. */
function describeBusy(
  lease: Extract<ShowState['lease'], { status: 'held' }>,
  engine: EngineStats | null,
  clientId: string,
): string | null {
  const rate = engine?.shedding === 'rate-25' ? 25 : engine?.shedding === 'rate-20' ? 20 : null;
  const isHere = lease.engineId === clientId;
  const whose = isHere ? 'This computer' : `${lease.name}’s computer`;
  const remedy = isHere ? 'Close other programs and tabs' : 'Close programs there, or draw it here';
  if (rate !== null) return `${whose} is too busy: ${rate} pictures a second. ${remedy}`;
  if (engine?.shedding === 'layers') return `${whose} is busy: people are softer. ${remedy}`;
  return engine?.shedding === 'transitions' ? `${whose} is busy: scenes cut without a transition` : null;
}

/** What this browser gives up because it cannot draw it all, beside its picture; null while it draws everything. */
export function describeShedding(shedding: Shedding): string | null {
  return SHEDDING_TEXT[shedding];
}

/** Short: it stands in one line with the scene's name. The health light says what to do. */
const SHEDDING_TEXT: Record<Shedding, string | null> = {
  nothing: null,
  preview: 'Busy: slow preview',
  layers: 'Busy: softer pictures',
  transitions: 'Busy: no transitions',
  'rate-25': 'Too busy: 25 fps',
  'rate-20': 'Too busy: 20 fps',
};

/** What viewers have instead of the program. */
function standIn(program: ProgramStatus | null): string {
  if (program?.picture === 'held') return ': viewers see its last picture';
  return program?.picture === 'slate' ? ': viewers see the slate' : '';
}

function describeRelays(state: ShowState, rate: string): Health {
  const enabled = state.destinations.filter((destination) => destination.enabled);
  const troubled = enabled.filter(
    ({ relay }) => relay?.state.status === 'retrying' || relay?.state.status === 'failed',
  );
  if (troubled.length === 1) return { tone: 'warn', text: `${troubled[0]?.name} is not live · ${rate}` };
  if (troubled.length > 1)
    return { tone: 'warn', text: `${troubled.length} destinations are not live · ${rate}` };
  if (state.phase.status === 'ending') return { tone: 'neutral', text: 'Ending the show' };
  const live = enabled.filter(({ relay }) => relay?.state.status === 'live').length;
  if (live < enabled.length)
    return { tone: 'neutral', text: `${live} of ${enabled.length} destinations live · ${rate}` };
  const reach = live === 1 ? '1 destination' : `${live} destinations`;
  return { tone: 'ok', text: `All good · ${rate} · ${reach}` };
}
