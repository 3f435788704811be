import type { ProgramStatus } from '../contract/gateway-control';
import { CHECK, PROGRAM } from '../contract/limits';
import type { CheckFinding } from '../contract/show-check';
import type { DestinationPreset } from '../presets/destination-presets';
import { judgeCodec } from './judge-codec';
import { judgeLipSync, judgeLoudness, type CheckSample } from './judge-sound';
import { judgeUplink } from './judge-uplink';
import { median } from './median';

/** A destination that the program would go to, with the rules of its platform. */
export interface CheckedDestination {
  destinationId: string;
  name: string;
  rules: DestinationPreset['rules'];
}

export interface CheckFacts {
  /** What gateway and engine said, in order; about one a second. */
  samples: readonly CheckSample[];
  destinations: readonly CheckedDestination[];
}

/** The first seconds of a connection show its ramp, not what it will be. */
const RAMP_SAMPLES = 3;
/** Below these viewers notice; no platform refuses. */
const FPS_MIN = PROGRAM.fps - 5;
const VIDEO_SHARE_MIN = 0.5;
const LOST_PER_SECOND_MAX = 5;
/** Our own key frames may come this much late (product.md: 2.0 s +- 0.1), plus what a busy machine adds. */
const KEY_FRAME_SLACK_MS = 300;

type Connected = Extract<ProgramStatus['source'], { status: 'connected' }>;

/** Holds ten seconds of a dry run against what each platform accepts. Pure; one finding per question, in reading order. */
export function judgeCheck({ samples, destinations }: CheckFacts): CheckFinding[] {
  const connected = samples.flatMap(({ program: { source } }) =>
    source.status === 'connected' ? [source] : [],
  );
  const last = connected.at(-1);
  if (!last) {
    return [
      finding('arrival', 'refused', 'Nothing of the program reached the server.', {
        remedy:
          'Check that no firewall keeps UDP from the media port, and that no other tab draws the program.',
      }),
    ];
  }
  const steady = connected.length > RAMP_SAMPLES ? connected.slice(RAMP_SAMPLES) : connected;
  return [
    finding('arrival', 'ok', 'The program reaches the server.'),
    judgeCodec(samples),
    judgeSize(last),
    judgeFrameRate(steady),
    judgeVideoRate(steady, destinations),
    judgeKeyFrames(steady, { destinations, connectedMs: connected.length * 1_000 }),
    judgeSound(steady, destinations),
    judgeLoudness(samples),
    judgeLipSync(samples.slice(RAMP_SAMPLES)),
    judgeUplink(samples.slice(RAMP_SAMPLES)),
    judgeLoss(connected),
    judgeRelay(samples.at(-1)?.program),
  ];
}

function judgeSize({ width, height, resolutionChanges }: Connected): CheckFinding {
  const size = `${width}×${height}`;
  if (resolutionChanges > 0)
    return finding('picture-size', 'refused', `The picture changed its size ${resolutionChanges} times.`, {
      remedy:
        'Platforms freeze when the size changes. Close other programs, or use a faster computer or line.',
    });
  if (width >= PROGRAM.width && height >= PROGRAM.height)
    return finding('picture-size', 'ok', `The picture stays at ${size}.`);
  return finding('picture-size', 'warning', `The picture is only ${size}.`, {
    remedy: `${PROGRAM.width}×${PROGRAM.height} is meant. Check again in half a minute; if it stays, close other programs or use a faster line.`,
  });
}

function judgeFrameRate(steady: readonly Connected[]): CheckFinding {
  const fps = median(steady.map((source) => source.fps));
  const measured = `${fps.toFixed(1)} pictures a second.`;
  if (fps >= FPS_MIN) return finding('frame-rate', 'ok', measured);
  return finding('frame-rate', 'warning', measured, {
    remedy: `Viewers will see it stutter: ${PROGRAM.fps} are meant. Close other tabs, or take people off stage.`,
  });
}

function judgeVideoRate(
  steady: readonly Connected[],
  destinations: readonly CheckedDestination[],
): CheckFinding {
  const kbps = median(steady.map((source) => source.videoKbps));
  const measured = `${(kbps / 1_000).toFixed(1)} Mbit/s of picture.`;
  const over = destinations.filter(({ rules }) => kbps > rules.videoKbpsMax);
  if (over.length > 0)
    return finding('video-rate', 'refused', measured, {
      remedy: `${named(over)} takes ${Math.min(...over.map(({ rules }) => rules.videoKbpsMax)) / 1_000} Mbit/s at most.`,
      destinations: over,
    });
  if (kbps >= PROGRAM.videoKbps * VIDEO_SHARE_MIN || isStillPicture(steady))
    return finding('video-rate', 'ok', measured);
  return finding('video-rate', 'warning', measured, {
    remedy: 'The line to the server is thin: the picture will be soft. Use a cable, or close uploads.',
  });
}

/** A title card needs few bits: a low rate without loss says nothing about the line. */
const isStillPicture = (steady: readonly Connected[]): boolean =>
  steady.every((source) => source.packetsLost === 0) && median(steady.map((source) => source.fps)) >= FPS_MIN;

/** @param of.connectedMs - how long there was to wait for one. */
function judgeKeyFrames(
  steady: readonly Connected[],
  { destinations, connectedMs }: { destinations: readonly CheckedDestination[]; connectedMs: number },
): CheckFinding {
  const seenMs = Math.max(...steady.map((source) => source.keyframeIntervalMs));
  // None came after the first: they are at least so far apart.
  const longestMs = seenMs > 0 ? seenMs : Math.min(connectedMs, CHECK.measureMs);
  const measured =
    seenMs > 0
      ? `A key frame every ${(longestMs / 1_000).toFixed(1)} s at most.`
      : `Only one key frame in ${(longestMs / 1_000).toFixed(0)} s.`;
  const broken = destinations.filter(
    ({ rules }) => longestMs > rules.keyframeSecondsMax * 1_000 + KEY_FRAME_SLACK_MS,
  );
  if (broken.length === 0) return finding('key-frames', 'ok', measured);
  // A little over is mended by most platforms; twice the rule is what they drop a stream for.
  const isHopeless = broken.some(({ rules }) => longestMs > rules.keyframeSecondsMax * 2_000);
  return finding('key-frames', isHopeless ? 'refused' : 'warning', measured, {
    remedy: `${named(broken)} wants one every ${Math.min(...broken.map(({ rules }) => rules.keyframeSecondsMax))} s. The computer is too busy to make them in time: close other tabs.`,
    destinations: broken,
  });
}

function judgeSound(steady: readonly Connected[], destinations: readonly CheckedDestination[]): CheckFinding {
  const kbps = median(steady.map((source) => source.audioKbps));
  if (kbps > 0) return finding('sound', 'ok', `Sound arrives at ${Math.round(kbps)} kbit/s.`);
  return finding('sound', destinations.length > 0 ? 'refused' : 'warning', 'No sound arrives.', {
    remedy: 'Click anywhere in the studio so that the browser may play sound, then check again.',
  });
}

function judgeLoss(connected: readonly Connected[]): CheckFinding {
  const first = connected[0]?.packetsLost ?? 0;
  const lost = (connected.at(-1)?.packetsLost ?? 0) - first;
  const measured = lost === 0 ? 'No packet was lost.' : `${lost} packets were lost and not repaired.`;
  if (lost <= LOST_PER_SECOND_MAX * Math.max(1, connected.length)) return finding('loss', 'ok', measured);
  return finding('loss', 'warning', measured, {
    remedy: 'The line to the server loses packets: use a cable instead of wireless.',
  });
}

/** The relay to the destination that shows it to nobody took the same way as those to platforms will. */
function judgeRelay(last: ProgramStatus | undefined): CheckFinding {
  const state = last?.relays[0]?.state.status;
  if (state === 'live') return finding('relay', 'ok', 'The server sends the program on.');
  return finding('relay', 'refused', 'The server did not send the program on.', {
    remedy: 'Look at the doctor page: the gateway cannot reach its own test destination.',
  });
}

function finding(
  id: CheckFinding['id'],
  verdict: CheckFinding['verdict'],
  measured: string,
  { remedy = '', destinations = [] }: { remedy?: string; destinations?: readonly CheckedDestination[] } = {},
): CheckFinding {
  return { id, verdict, measured, remedy, destinationIds: destinations.map((one) => one.destinationId) };
}

const named = (destinations: readonly CheckedDestination[]): string =>
  destinations.map(({ name }) => name).join(', ');
