import type { TargetMaker } from './fuzz-target';
import { amf0 } from './targets/amf0';
import { controlBody } from './targets/control-body';
import { h264 } from './targets/h264';
import { httpRange } from './targets/http-range';
import { joinRequest } from './targets/join-request';
import { mediamtx } from './targets/mediamtx';
import { opus } from './targets/opus';
import { rtcp } from './targets/rtcp';
import { rtmpChunks } from './targets/rtmp-chunks';
import { rtmpReplies } from './targets/rtmp-replies';
import { rtmpUrl } from './targets/rtmp-url';
import { rtp } from './targets/rtp';
import { scene } from './targets/scene';
import { settings } from './targets/settings';
import { sfuMedia } from './targets/sfu-media';
import { sfuOffer } from './targets/sfu-offer';
import { signal } from './targets/signal';
import { filler, slate } from './targets/slate';
import { socket } from './targets/socket';
import { sps } from './targets/sps';
import { tokenClaims, tokenText } from './targets/tokens';
import { trickle } from './targets/trickle';
import { trpc } from './targets/trpc';
import { twcc } from './targets/twcc';
import { twirp } from './targets/twirp';
import { font, uploadName } from './targets/upload';
import { vp8 } from './targets/vp8';
import { waitingPicture } from './targets/waiting-picture';
import { webhook } from './targets/webhook';
import { whepAnswer } from './targets/whep-answer';
import { whipMedia } from './targets/whip-media';
import { whipOffer } from './targets/whip-offer';

/** Every parser that reads what a network brings. STUN and DTLS are libdatachannel's; HTTP and WebSocket framing are Node's. */
export const ALL_TARGETS: Readonly<Record<string, TargetMaker>> = {
  rtp,
  rtcp,
  twcc,
  vp8,
  h264,
  sps,
  slate,
  filler,
  opus,
  'whip-media': whipMedia,
  'sfu-media': sfuMedia,
  'sfu-offer': sfuOffer,
  'whip-offer': whipOffer,
  'whep-answer': whepAnswer,
  mediamtx,
  trickle,
  amf0,
  'rtmp-chunks': rtmpChunks,
  'rtmp-replies': rtmpReplies,
  'rtmp-url': rtmpUrl,
  'token-claims': tokenClaims,
  'token-text': tokenText,
  'join-request': joinRequest,
  signal,
  twirp,
  webhook,
  'http-range': httpRange,
  'control-body': controlBody,
  socket,
  trpc,
  scene,
  settings,
  'waiting-picture': waitingPicture,
  font,
  'upload-name': uploadName,
};
