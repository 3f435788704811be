import {
  SimulcastCodecInfo,
  TrackInfo,
  TrackSource,
  TrackType,
  type AddTrackRequest,
} from '@livekit/protocol';
import { randomBytes } from 'node:crypto';

/** LiveKit's ids: a prefix clients rely on (`PA_`, `TR_`, `RM_`) and 12 random letters. */
export function newSid(prefix: 'PA' | 'TR' | 'RM' | 'EV'): string {
  return `${prefix}_${randomBytes(9).toString('base64url').replace(/[-_]/g, 'x')}`;
}

const NAME_CHARS_MAX = 256;
const LAYERS_MAX = 3;

/** What others are told of a track, from the publisher's request. Text is cut, lists are bounded. */
export function trackInfoFrom(request: AddTrackRequest): TrackInfo {
  const isAudio = request.type === TrackType.AUDIO;
  const mimeType = isAudio ? 'audio/opus' : mimeTypeOf(request.simulcastCodecs[0]?.codec ?? '');
  const layers = request.layers.slice(0, LAYERS_MAX);
  return new TrackInfo({
    sid: newSid('TR'),
    type: request.type,
    name: request.name.slice(0, NAME_CHARS_MAX),
    muted: request.muted,
    width: Math.min(request.width, 16384),
    height: Math.min(request.height, 16384),
    simulcast: layers.length > 1,
    disableDtx: request.disableDtx,
    disableRed: true,
    stereo: request.stereo,
    source: request.source,
    layers,
    mimeType,
    stream: request.stream.slice(0, NAME_CHARS_MAX),
    encryption: request.encryption,
    codecs: [new SimulcastCodecInfo({ mimeType, cid: request.cid, layers })],
    audioFeatures: request.audioFeatures,
  });
}

function mimeTypeOf(codec: string): string {
  return /h264/i.test(codec) ? 'video/H264' : 'video/VP8';
}

/**
 * Stream name for `a=msid`: tracks that share it are played in sync by the browser, so a face goes with its voice and a
 * screen with its sound.
 */
export function syncGroup(info: TrackInfo): string {
  const isScreen = info.source === TrackSource.SCREEN_SHARE || info.source === TrackSource.SCREEN_SHARE_AUDIO;
  return isScreen ? 'screen' : 'camera';
}
